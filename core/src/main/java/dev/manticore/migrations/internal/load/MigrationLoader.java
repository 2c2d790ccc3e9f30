package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.ScriptNaming.OtherNames;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Loads migrations from sources and pairs them with their undo scripts. Collects all problems instead of stopping at
 * the first. Reads what is compared with the history, and opens no undo script.
 */
public final class MigrationLoader {
    private final List<MigrationSource> sources;
    private final ScriptReader reader;
    private final DistinctScripts distinct;
    private final List<SourceScript> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final ScriptNaming naming;
    private final NavigableMap<Version, List<Named>> ups = new TreeMap<>();
    private final NavigableMap<Version, List<Named>> downs = new TreeMap<>();
    private final NavigableMap<Version, List<Named>> baselines = new TreeMap<>();
    private final NavigableMap<RepeatableName, List<Named>> repeatables = new TreeMap<>();
    private final Map<ScriptName.Callback, List<Named>> callbacks = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private record Named(SourceScript file, ScriptName name, ScriptSettings settings, String description) {}

    private MigrationLoader(List<MigrationSource> sources, ScriptReader reader) {
        this.sources = sources;
        this.reader = reader;
        this.naming = reader.naming();
        this.distinct = new DistinctScripts(sources.size() > 1);
    }

    /** Loads all migrations. Blocks while it reads the sources. */
    public static MigrationSet load(List<MigrationSource> sources, ScriptReader reader) {
        return new MigrationLoader(sources, reader).load();
    }

    private MigrationSet load() {
        sources.forEach(this::read);
        addAll();
        NavigableMap<Version, ResolvedMigration> migrations = new TreeMap<>();
        ups.forEach((version, files) -> {
            if (isUnique("the migration with version " + version, files, "version")) {
                List<Named> undo = downs.getOrDefault(version, List.of());
                Named up = files.get(0);
                look(up).ifPresent(script -> migrations.put(
                        version,
                        new ResolvedMigration(
                                version, up.description(), script, undo.isEmpty() ? null : script(undo.get(0)))));
            }
        });
        downs.forEach((version, files) -> {
            isUnique("the undo script with version " + version, files, "version");
            if (!ups.containsKey(version)) {
                files.forEach(undo -> problem(
                        Kind.UNDO_WITHOUT_MIGRATION,
                        "This is an undo script for version " + version
                                + ", but there is no migration with that version.",
                        undo.file(),
                        "Add " + naming.migrationName(version.toString(), "<description>")
                                + ", or correct the version in the name of this file."));
            }
        });
        List<String> names = sources.stream().map(MigrationSource::description).toList();
        NavigableMap<RepeatableName, ResolvedMigration> repeated = new TreeMap<>();
        repeatables.forEach((name, files) -> {
            if (isUnique("the repeatable migration " + name, files, "description")) {
                look(files.get(0))
                        .ifPresent(
                                script -> repeated.put(name, new ResolvedMigration(name, name.name(), script, null)));
            }
        });
        NavigableMap<Version, ResolvedMigration> baselineScripts = new TreeMap<>();
        baselines.forEach((version, files) -> {
            if (isUnique("the baseline script with version " + version, files, "version")) {
                Named baseline = files.get(0);
                look(baseline)
                        .ifPresent(script -> baselineScripts.put(
                                version,
                                new ResolvedMigration(
                                        version,
                                        baseline.description(),
                                        script,
                                        null,
                                        AppliedMigration.Kind.BASELINE_SCRIPT)));
            }
        });
        if (ups.isEmpty() && repeatables.isEmpty() && baselines.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    Kind.NO_MIGRATIONS,
                    "No migration was found in " + String.join(", ", names) + ".",
                    null,
                    "Check the location, or create the first migration as " + naming.migrationName("1", "<description>")
                            + "."));
        }
        return new MigrationSet(
                migrations,
                new RepeatableOrder(repeated, naming, reader::hide, problems::add).ordered(),
                baselineScripts,
                naming,
                callbacks(),
                names,
                problems,
                leftOut);
    }

    private Callbacks callbacks() {
        List<Callback> unique = new ArrayList<>();
        callbacks.forEach((name, files) -> {
            if (isUnique("the callback " + name.event(), files, "description")) {
                look(files.get(0))
                        .ifPresent(script -> unique.add(new Callback(
                                name.event(), name.description(), CallbackRules.check(name.event(), script))));
            }
        });
        return new Callbacks(unique, notes);
    }

    private Script script(Named named) {
        return reader.read(named.file(), named.name(), named.settings());
    }

    /** A script that is compared with the history, or executed by each run; empty if its file cannot be read. */
    private Optional<Script> look(Named named) {
        Script script = script(named);
        try {
            script.look();
            return Optional.of(script);
        } catch (SourceException unreadable) {
            problems.addAll(SourceProblems.of(unreadable));
            return Optional.empty();
        }
    }

    private void read(MigrationSource source) {
        try {
            source.load().stream()
                    .sorted(Comparator.comparing(SourceScript::origin))
                    .filter(distinct::add)
                    .forEach(found::add);
        } catch (SourceException unreadable) {
            problems.addAll(SourceProblems.of(unreadable));
        }
    }

    private void addAll() {
        SettingsFiles settings = new SettingsFiles(found, naming, problems::add);
        found.stream().filter(file -> !naming.isSettings(file.name())).forEach(file -> add(file, settings.of(file)));
        settings.reportLeftOver();
    }

    private void add(SourceScript file, ScriptSettings settings) {
        problems.addAll(ScriptName.parse(naming, file.name()).match(new ScriptName.Cases<List<Problem>>() {
            @Override
            public List<Problem> versioned(ScriptName.Versioned name) {
                add(
                        name.direction() == Direction.APPLY ? ups : downs,
                        name.version(),
                        new Named(file, name, settings, name.description()));
                return List.of();
            }

            @Override
            public List<Problem> repeatable(ScriptName.Repeatable name) {
                add(
                        repeatables,
                        name.name(),
                        new Named(file, name, settings, name.name().name()));
                return List.of();
            }

            @Override
            public List<Problem> baseline(ScriptName.Baseline name) {
                add(baselines, name.version(), new Named(file, name, settings, name.description()));
                return List.of();
            }

            @Override
            public List<Problem> callback(ScriptName.Callback name) {
                add(callbacks, name, new Named(file, name, settings, name.description()));
                if (!settings.shouldExecute()) {
                    notes.add(file.origin() + " is not executed, because " + file.name()
                            + ".conf says shouldExecute=false.");
                }
                return List.of();
            }

            @Override
            public List<Problem> unusedCallback(ScriptName.UnusedCallback name) {
                notes.add(file.origin() + " is not executed: " + name.reason() + ".");
                return List.of();
            }

            @Override
            public List<Problem> invalid(ScriptName.Invalid name) {
                if (name.isOther() && naming.otherNames() == OtherNames.LEFT_OUT) {
                    leftOut.add(file.origin());
                    return List.of();
                }
                return List.of(new Problem(
                        name.kind(),
                        name.message(),
                        SourceLocation.file(file.origin()),
                        Remedy.of(name.remedy())
                                .or("to leave the file out", new Remedy.Configure(Remedy.Setting.IGNORE))));
            }
        }));
    }

    private static <K> void add(Map<K, List<Named>> files, K key, Named named) {
        files.computeIfAbsent(key, first -> new ArrayList<>(1)).add(named);
    }

    private boolean isUnique(String what, List<Named> files, String identity) {
        if (files.size() == 1) {
            return true;
        }
        problem(
                Kind.DUPLICATE_VERSION,
                "There are " + files.size() + (isCode(files) ? " files or classes for " : " files for ") + what + ": "
                        + files.stream().map(named -> named.file().origin()).collect(Collectors.joining(", ")) + ".",
                files.get(0).file(),
                "Give all but one of them a different " + identity + ".");
        return false;
    }

    private static boolean isCode(List<Named> files) {
        return files.stream().anyMatch(named -> named.file().code() != null);
    }

    private void problem(Kind kind, String message, SourceScript file, String remedy) {
        problems.add(new Problem(kind, message, SourceLocation.file(file.origin()), remedy));
    }
}
