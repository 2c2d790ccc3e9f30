package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A source of which some scripts are left out or changed. Baseline scripts that take the place of versions with files are always left
 * out: the versions themselves are tried. One that no file is below begins the database, as in production.
 *
 * @param all the sources of the project, among them this one
 * @param selection a script as it is to be, or none
 */
record SelectedScripts(
        MigrationSource source,
        List<MigrationSource> all,
        ScriptNaming naming,
        BiFunction<ScriptNaming, SourceScript, Stream<SourceScript>> selection)
        implements MigrationSource {
    /** The events behind the last migration. */
    private static final Set<String> AFTER_ALL = names(
            CallbackEvent.AFTER_MIGRATE_APPLIED,
            CallbackEvent.AFTER_MIGRATE,
            CallbackEvent.AFTER_MIGRATE_OPERATION_FINISH);

    /** The events between the last version and the first repeatable migration. */
    private static final Set<String> AFTER_VERSIONS =
            names(CallbackEvent.AFTER_VERSIONED, CallbackEvent.BEFORE_REPEATABLES);

    private static Set<String> names(CallbackEvent... events) {
        return Stream.of(events).map(CallbackEvent::fileName).collect(Collectors.toUnmodifiableSet());
    }

    /** All scripts of each of these sources. */
    static List<SelectedScripts> complete(List<MigrationSource> sources) {
        return of(sources, (naming, script) -> Stream.of(script));
    }

    /** Each of these sources without repeatable migrations, and without callbacks that expect the newest version. */
    static List<SelectedScripts> versioned(List<MigrationSource> sources) {
        return of(sources, (naming, script) -> {
            String event = event(naming, script.name());
            return naming.isRepeatable(script.name()) || AFTER_VERSIONS.contains(event) || AFTER_ALL.contains(event)
                    ? Stream.empty()
                    : Stream.of(script);
        });
    }

    static List<SelectedScripts> of(
            List<MigrationSource> sources, BiFunction<ScriptNaming, SourceScript, Stream<SourceScript>> selection) {
        return sources.stream()
                .map(source -> new SelectedScripts(source, sources, ScriptNaming.DEFAULT, selection))
                .toList();
    }

    /** Whether a script is a callback that expects all repeatable migrations. */
    static boolean isAfterAll(ScriptNaming naming, SourceScript script) {
        return AFTER_ALL.contains(event(naming, script.name()));
    }

    /** What the name of a callback begins with. */
    private static String event(ScriptNaming naming, String name) {
        return beginning(naming, naming.isSettings(name) ? naming.scriptOf(name) : name);
    }

    /** A script's name up to the separator or the suffix. */
    private static String beginning(ScriptNaming naming, String name) {
        int separator = name.indexOf(naming.separator());
        if (separator >= 0) {
            return name.substring(0, separator);
        }
        return naming.suffixOf(name)
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        List<SourceScript> scripts = source.load();
        if (scripts.stream().anyMatch(script -> naming.isBaseline(script.name()))) {
            List<Version> versions = versions();
            scripts = scripts.stream()
                    .filter(script -> !isBaselineAbove(versions, script.name()))
                    .toList();
        }
        return scripts.stream()
                .flatMap(script -> selection.apply(naming, script))
                .toList();
    }

    private boolean isBaselineAbove(List<Version> versions, String name) {
        return naming.isBaseline(name)
                && version(naming.baseline(), name)
                        .filter(own -> versions.stream().anyMatch(version -> version.compareTo(own) <= 0))
                        .isPresent();
    }

    /** The versions that have a file in any of the sources. */
    private List<Version> versions() throws SourceException {
        List<Version> versions = new ArrayList<>();
        for (MigrationSource each : all) {
            for (SourceScript script : each.withNaming(naming).load()) {
                version(naming.versioned(), script.name()).ifPresent(versions::add);
            }
        }
        return versions;
    }

    /** The version in a name that begins with a prefix; empty if there is none, which is said elsewhere. */
    private Optional<Version> version(String prefix, String name) {
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Version.parse(beginning(naming, name).substring(prefix.length())));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new SelectedScripts(source.withNaming(other), all, other, selection);
    }
}
