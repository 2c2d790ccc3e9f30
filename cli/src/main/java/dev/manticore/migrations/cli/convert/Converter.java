package dev.manticore.migrations.cli.convert;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.ScriptFilter;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Converts the migration files of another tool to files of ours: all of them, or none. */
public final class Converter {
    private final Tool tool;
    private final Path from;
    private final Path to;
    private final ScriptFilter filter;
    private final Charset encoding;

    /**
     * Creates one.
     *
     * @param from the directory with the tool's files; its subdirectories are not read, as the tools do not
     * @param to the directory for ours, which is created if it is missing
     * @param filter leaves files out, by their names
     * @param encoding of the files, which ours keep
     */
    public Converter(Tool tool, Path from, Path to, ScriptFilter filter, Charset encoding) {
        this.tool = tool;
        this.from = from;
        this.to = to;
        this.filter = filter;
        this.encoding = encoding;
    }

    /**
     * Reads the tool's files, checks what would be written, and writes it.
     *
     * @param dryRun whether nothing is written
     * @throws InvalidMigrationsException with everything that cannot be converted; then nothing was written
     */
    public Conversion convert(boolean dryRun) {
        Findings findings = new Findings();
        List<ForeignMigration> migrations = new ForeignDirectory(tool, from, filter, encoding).read(findings);
        List<ConvertedFile> files = files(migrations, findings);
        List<Problem> problems = new ArrayList<>(findings.problems());
        problems.addAll(problemsWith(files));
        if (!problems.isEmpty()) {
            throw new InvalidMigrationsException(problems);
        }
        if (!dryRun) {
            write(files);
        }
        return new Conversion(
                tool,
                files.stream()
                        .map(file -> new Conversion.File(
                                file.direction(),
                                to.resolve(file.name()).toString(),
                                file.from().toString()))
                        .toList(),
                findings.notes());
    }

    private List<ConvertedFile> files(List<ForeignMigration> migrations, Findings findings) {
        List<ConvertedFile> files = new ArrayList<>();
        for (ForeignMigration migration : migrations) {
            Part up = migration.up();
            if (up == null) {
                continue; // a problem, which the format has reported
            }
            files.add(ConvertedFile.of(migration, up, Direction.APPLY));
            noteHistory(up, findings);
            if (!up.hasStatements()) {
                findings.note(up.location(), "V" + migration.version() + " has no statements.");
            }
            Part down = migration.down();
            if (down != null && down.hasStatements()) {
                files.add(ConvertedFile.of(migration, down, Direction.REVERT));
                noteHistory(down, findings);
            } else if (down != null) {
                findings.note(
                        down.location(),
                        "There are no statements for down, and so there is no undo script: Manticore refuses to revert V"
                                + migration.version() + ", while " + tool + " only forgets that it was applied.");
            }
        }
        return files;
    }

    private void noteHistory(Part part, Findings findings) {
        String table = tool.format().historyTable();
        Pattern name = Pattern.compile("(?i)\\b" + table + "\\b");
        part.lines().stream()
                .filter(line -> !line.isComment() && name.matcher(line.text()).find())
                .forEach(line -> findings.note(
                        part.file().location(line),
                        "This names " + table + ", the history of " + tool + ", which Manticore does not create."));
    }

    private List<Problem> problemsWith(List<ConvertedFile> files) {
        List<ConvertedFile> existing = files.stream()
                .filter(file -> Files.exists(to.resolve(file.name()), LinkOption.NOFOLLOW_LINKS))
                .toList();
        List<MigrationSource> sources = new ArrayList<>();
        sources.add(new ConvertedSource(files));
        if (Files.isDirectory(to)) {
            // Those that exist are told once.
            sources.add(FilesystemSource.of(to)
                    .ignoring(existing.stream().map(file -> "/" + file.name()).toArray(String[]::new)));
        }
        List<Problem> problems =
                new ArrayList<>(existing.stream().map(this::exists).toList());
        if (!files.isEmpty()) {
            problems.addAll(invalid(sources, files));
        }
        return problems;
    }

    private Problem exists(ConvertedFile file) {
        return new Problem(
                Kind.SOURCE_UNREADABLE,
                to.resolve(file.name()) + " already exists.",
                file.from().location(),
                "Choose another directory with --to, or remove that file.");
    }

    /** What would prevent the migrations from running, beside those that are in the directory already. */
    private List<Problem> invalid(List<MigrationSource> sources, List<ConvertedFile> files) {
        try {
            MigrationFiles.in(sources).encoding(encoding).validate(Deviation.EMPTY_SCRIPT);
            return List.of();
        } catch (InvalidMigrationsException invalid) {
            return invalid.problems().stream()
                    .map(problem -> original(problem, files))
                    .toList();
        }
    }

    private static Problem original(Problem problem, List<ConvertedFile> files) {
        SourceLocation location = problem.location();
        return location == null
                ? problem
                : files.stream()
                        .filter(file -> file.isOrigin(location))
                        .findFirst()
                        .map(file -> file.original(problem, location))
                        .orElse(problem);
    }

    private void write(List<ConvertedFile> files) {
        List<SourceScript> scripts = files.stream().map(ConvertedFile::script).toList();
        try {
            FilesystemSource.of(to).write(scripts);
        } catch (SourceException failure) {
            throw new InvalidMigrationsException(
                    List.of(new Problem(Kind.SOURCE_UNREADABLE, failure.getMessage(), null, failure.remedy())));
        }
    }

    /** The files that are not written yet. */
    private record ConvertedSource(List<ConvertedFile> files) implements MigrationSource {
        @Override
        public List<SourceScript> load() {
            return files.stream().map(ConvertedFile::script).toList();
        }

        @Override
        public String description() {
            return "converted files";
        }
    }
}
