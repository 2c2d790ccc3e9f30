package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A source of which some scripts are left out or changed.
 *
 * @param selection a script as it is to be, or none
 */
record SelectedScripts(
        MigrationSource source,
        ScriptNaming naming,
        BiFunction<ScriptNaming, SourceScript, Stream<SourceScript>> selection)
        implements MigrationSource {
    /** The events of a run that has applied everything. */
    private static final Set<String> AT_THE_END = Stream.of(
                    CallbackEvent.AFTER_VERSIONED,
                    CallbackEvent.BEFORE_REPEATABLES,
                    CallbackEvent.AFTER_MIGRATE_APPLIED,
                    CallbackEvent.AFTER_MIGRATE,
                    CallbackEvent.AFTER_MIGRATE_OPERATION_FINISH)
            .map(CallbackEvent::fileName)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Each of these sources without repeatable migrations and callbacks that expect the newest version, and without baseline scripts,
     * which take the place of the first versions.
     */
    static List<SelectedScripts> versioned(List<MigrationSource> sources) {
        return of(
                sources,
                (naming, script) -> naming.isRepeatable(script.name())
                                || naming.isBaseline(script.name())
                                || AT_THE_END.contains(event(script.name()))
                        ? Stream.empty()
                        : Stream.of(script));
    }

    /** What the name of a callback begins with. */
    private static String event(String name) {
        return name.split("\\.|__", 2)[0];
    }

    static List<SelectedScripts> of(
            List<MigrationSource> sources, BiFunction<ScriptNaming, SourceScript, Stream<SourceScript>> selection) {
        return sources.stream()
                .map(source -> new SelectedScripts(source, ScriptNaming.DEFAULT, selection))
                .toList();
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        return source.load().stream()
                .flatMap(script -> selection.apply(naming, script))
                .toList();
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new SelectedScripts(source.withNaming(other), other, selection);
    }
}
