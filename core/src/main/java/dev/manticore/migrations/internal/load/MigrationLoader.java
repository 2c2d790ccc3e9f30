package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Loads migrations from sources and pairs them with their undo scripts. Collects all problems instead of stopping at
 * the first.
 */
public final class MigrationLoader {
    private final List<MigrationSource> sources;
    private final ScriptReader reader;
    private final List<Problem> problems = new ArrayList<>();
    private final NavigableMap<Version, List<Named>> ups = new TreeMap<>();
    private final NavigableMap<Version, List<Named>> downs = new TreeMap<>();

    private record Named(SourceScript file, ScriptSettings settings, String description) {}

    private MigrationLoader(List<MigrationSource> sources, ScriptReader reader) {
        this.sources = sources;
        this.reader = reader;
    }

    /** Loads all migrations. Blocks while it reads the sources. */
    public static MigrationSet load(List<MigrationSource> sources, ScriptReader reader) {
        return new MigrationLoader(sources, reader).load();
    }

    private MigrationSet load() {
        sources.forEach(this::read);
        NavigableMap<Version, ResolvedMigration> migrations = new TreeMap<>();
        ups.forEach((version, files) -> {
            if (isUnique(version, files, "migration")) {
                List<Named> undo = downs.getOrDefault(version, List.of());
                Named up = files.get(0);
                migrations.put(
                        version,
                        new ResolvedMigration(
                                version, up.description(), read(up), undo.isEmpty() ? null : read(undo.get(0))));
            }
        });
        downs.forEach((version, files) -> {
            isUnique(version, files, "undo script");
            if (!ups.containsKey(version)) {
                files.forEach(undo -> problem(
                        Kind.UNDO_WITHOUT_MIGRATION,
                        "This is an undo script for version " + version
                                + ", but there is no migration with that version.",
                        undo.file(),
                        "Add V" + version + "__<description>.sql, or correct the version in the name of this file."));
            }
        });
        List<String> names = sources.stream().map(MigrationSource::description).toList();
        if (ups.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    Kind.NO_MIGRATIONS,
                    "No migration was found in " + String.join(", ", names) + ".",
                    null,
                    "Check the location, or create the first migration as V1__<description>.sql."));
        }
        return new MigrationSet(migrations, names, problems);
    }

    private void read(MigrationSource source) {
        try {
            List<SourceScript> files = new ArrayList<>(source.load());
            files.sort(Comparator.comparing(SourceScript::origin));
            SettingsFiles settings = new SettingsFiles(files, problems::add);
            files.stream()
                    .filter(file -> !ScriptSettings.isFile(file.name()))
                    .forEach(file -> add(file, settings.of(file)));
            settings.reportLeftOver();
        } catch (SourceException unreadable) {
            problems.addAll(SourceProblems.of(unreadable));
        }
    }

    private Script read(Named script) {
        return reader.read(script.file(), script.settings());
    }

    private void add(SourceScript file, ScriptSettings settings) {
        ScriptName.parse(file.name())
                .match(
                        versioned -> (versioned.direction() == Direction.APPLY ? ups : downs)
                                .computeIfAbsent(versioned.version(), version -> new ArrayList<>(1))
                                .add(new Named(file, settings, versioned.description())),
                        invalid -> problem(invalid.kind(), invalid.message(), file, invalid.remedy()));
    }

    private boolean isUnique(Version version, List<Named> files, String what) {
        if (files.size() == 1) {
            return true;
        }
        problem(
                Kind.DUPLICATE_VERSION,
                "There are " + files.size() + " files for the " + what + " with version " + version + ": "
                        + files.stream().map(named -> named.file().origin()).collect(Collectors.joining(", ")) + ".",
                files.get(0).file(),
                "Give all but one of them a different version.");
        return false;
    }

    private void problem(Kind kind, String message, SourceScript file, String remedy) {
        problems.add(new Problem(kind, message, SourceLocation.file(file.origin()), remedy));
    }
}
