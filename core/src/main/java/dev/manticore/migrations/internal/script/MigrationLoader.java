package dev.manticore.migrations.internal.script;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads sources and pairs what they hold. Finds every problem, not the first one only. */
public final class MigrationLoader {
    private final List<MigrationSource> sources;
    private final ScriptReader reader;
    private final List<Problem> problems = new ArrayList<>();
    private final NavigableMap<Long, List<Named>> ups = new TreeMap<>();
    private final NavigableMap<Long, List<Named>> downs = new TreeMap<>();

    private record Named(SourceScript file, String description) {}

    private MigrationLoader(List<MigrationSource> sources, UnaryOperator<String> checksum) {
        this.sources = sources;
        this.reader = new ScriptReader(checksum);
    }

    /**
     * Reads the sources; blocks while it does.
     *
     * @param checksum makes a checksum of a normalised text
     */
    public static MigrationSet load(List<MigrationSource> sources, UnaryOperator<String> checksum) {
        return new MigrationLoader(sources, checksum).load();
    }

    private MigrationSet load() {
        sources.forEach(this::read);
        NavigableMap<Long, ResolvedMigration> migrations = new TreeMap<>();
        ups.forEach((version, files) -> {
            if (isUnique(version, files, "migration")) {
                List<Named> undo = downs.getOrDefault(version, List.of());
                Named up = files.get(0);
                migrations.put(
                        version,
                        new ResolvedMigration(
                                version,
                                up.description(),
                                reader.read(up.file()),
                                undo.isEmpty() ? null : reader.read(undo.get(0).file())));
            }
        });
        downs.forEach((version, files) -> {
            isUnique(version, files, "undo");
            if (!ups.containsKey(version)) {
                files.forEach(undo -> problem(
                        Kind.UNDO_WITHOUT_MIGRATION,
                        "This undoes version " + version + ", but there is no migration of that version.",
                        undo.file(),
                        "Add V" + version + "__<description>.sql, or correct the version in this file's name."));
            }
        });
        List<String> names = sources.stream().map(MigrationSource::description).toList();
        if (ups.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    Kind.NO_MIGRATIONS,
                    "No migration was found in " + String.join(", ", names) + ".",
                    null,
                    "Check the location, or create the first migration, as V1__<description>.sql."));
        }
        return new MigrationSet(migrations, names, problems);
    }

    private void read(MigrationSource source) {
        try {
            List<SourceScript> files = new ArrayList<>(source.load());
            files.sort(Comparator.comparing(SourceScript::origin));
            files.forEach(this::sort);
        } catch (SourceException unreadable) {
            problems.add(new Problem(Kind.SOURCE_UNREADABLE, unreadable.getMessage(), null, unreadable.remedy()));
        }
    }

    private void sort(SourceScript file) {
        ScriptName name = ScriptName.parse(file.name());
        if (name instanceof ScriptName.Versioned versioned) {
            (versioned.direction() == Direction.APPLY ? ups : downs)
                    .computeIfAbsent(versioned.version(), version -> new ArrayList<>(1))
                    .add(new Named(file, versioned.description()));
        } else if (name instanceof ScriptName.Refused refused) {
            problem(refused.kind(), refused.message(), file, refused.remedy());
        }
    }

    private boolean isUnique(long version, List<Named> files, String what) {
        if (files.size() == 1) {
            return true;
        }
        problem(
                Kind.DUPLICATE_VERSION,
                "There are " + files.size() + " files for the " + what + " of version " + version + ": "
                        + files.stream().map(named -> named.file().origin()).collect(Collectors.joining(", ")) + ".",
                files.get(0).file(),
                "Give all but one of them another version.");
        return false;
    }

    private void problem(Kind kind, String message, SourceScript file, String remedy) {
        problems.add(new Problem(kind, message, SourceLocation.file(file.origin()), remedy));
    }
}
