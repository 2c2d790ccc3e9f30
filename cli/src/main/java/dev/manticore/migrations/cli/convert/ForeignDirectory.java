package dev.manticore.migrations.cli.convert;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.spi.ScriptFilter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The migrations in a directory of another tool. */
final class ForeignDirectory {
    private final Tool tool;
    private final Path directory;
    private final ScriptFilter filter;
    private final Charset encoding;

    ForeignDirectory(Tool tool, Path directory, ScriptFilter filter, Charset encoding) {
        this.tool = tool;
        this.directory = directory;
        this.filter = filter;
        this.encoding = encoding;
    }

    /** Reads all files of the tool, and pairs those of one version. Returns the migrations by version. */
    List<ForeignMigration> read(Findings findings) {
        boolean isAnyRead = false;
        for (Path path : files()) {
            ForeignFile file = read(path);
            if (tool.format().read(file, findings)) {
                isAnyRead = true;
            } else if (file.name().endsWith(".sql")) {
                findings.note(file.location(), tool + " does not run this file; it was not converted.");
            }
        }
        if (!isAnyRead) {
            throw unreadable(
                    Kind.NO_MIGRATIONS,
                    "No migration of " + tool + " was found in " + directory + ".",
                    "Check the name of the directory, and --from. Subdirectories are not searched.");
        }
        List<ForeignMigration> migrations = pairs(findings);
        tool.format().check(migrations, findings);
        return migrations;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            throw unreadable(
                    Kind.SOURCE_UNREADABLE,
                    directory + (Files.exists(directory) ? " is not a directory." : " does not exist."),
                    "Give the directory that holds the migrations of " + tool + ".");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> filter.isSearched(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw unreadable(directory, failure);
        }
    }

    private ForeignFile read(Path path) {
        try {
            return ForeignFile.read(path, encoding);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    private static InvalidMigrationsException unreadable(Path path, IOException failure) {
        return unreadable(
                Kind.SOURCE_UNREADABLE, path + " cannot be read: " + failure, "Give the current user read permission.");
    }

    private static InvalidMigrationsException unreadable(Kind kind, String message, String advice) {
        return new InvalidMigrationsException(List.of(new Problem(kind, message, null, advice)));
    }

    private List<ForeignMigration> pairs(Findings findings) {
        NavigableMap<Long, ForeignMigration> migrations = new TreeMap<>();
        for (ForeignMigration half : findings.migrations()) {
            if (half.version() < 0) {
                findings.problem(
                        Kind.MALFORMED_NAME,
                        half.file(),
                        "The version is not between 1 and 9223372036854775807.",
                        "Rename the file.");
            } else if (half.slug().isEmpty()) {
                findings.problem(
                        Kind.MALFORMED_NAME,
                        half.file(),
                        "The file's name has no words behind the version, which Manticore needs.",
                        "Rename the file; its version is all that counts for " + tool + ".");
            } else {
                migrations.merge(half.version(), half, (first, second) -> pair(first, second, findings));
            }
        }
        return new ArrayList<>(migrations.values());
    }

    private static ForeignMigration pair(ForeignMigration first, ForeignMigration second, Findings findings) {
        boolean isPair =
                (first.up() == null) != (second.up() == null) && (first.down() == null) != (second.down() == null);
        if (!isPair) {
            findings.problem(
                    Kind.DUPLICATE_VERSION,
                    second.file(),
                    "This file has the same version as " + first.file() + ".",
                    "Rename one of them.");
            return first;
        }
        ForeignMigration up = first.up() == null ? second : first;
        ForeignMigration down = first.up() == null ? first : second;
        return new ForeignMigration(up.file(), up.digits(), up.title(), up.up(), down.down());
    }
}
