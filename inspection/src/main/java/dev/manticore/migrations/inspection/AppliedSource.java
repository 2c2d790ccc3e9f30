package dev.manticore.migrations.inspection;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The files of a source that made a database as it is: without what is pending, without undo scripts, and without baseline scripts
 * with which the database did not begin.
 *
 * @param applied the locations of the scripts that are applied
 * @param others the locations of those that are not
 */
record AppliedSource(MigrationSource source, ScriptNaming naming, Set<String> applied, Set<String> others)
        implements MigrationSource {

    /** What a database has of a source. */
    static AppliedSource of(MigrationSource source, MigrationStatus status) {
        Set<String> applied = new HashSet<>();
        Set<String> others = new HashSet<>();
        boolean isDeclared =
                status.entries().stream().anyMatch(entry -> entry.kind() == AppliedMigration.Kind.BASELINE);
        for (Entry entry : status.entries()) {
            if (entry.origin() != null) {
                (isApplied(entry, isDeclared) ? applied : others).add(entry.origin());
            }
        }
        return new AppliedSource(source, ScriptNaming.DEFAULT, applied, others);
    }

    private static boolean isApplied(Entry entry, boolean isDeclared) {
        return switch (entry.state()) {
            case APPLIED, CHANGED, OUTDATED, BASELINE, AHEAD, MISSING -> true;
            // A declared baseline stands for these; a baseline script has made what they make.
            case BELOW_BASELINE -> isDeclared;
            case PENDING, LATE, SKIPPED, FAILED, PARTLY_DONE -> false;
        };
    }

    /** Whether no script is left. */
    boolean isEmpty() {
        return applied.isEmpty();
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        List<SourceScript> scripts = source.load();
        Set<String> kept = new HashSet<>();
        scripts.stream().filter(this::isKept).forEach(script -> kept.add(script.path()));
        return scripts.stream()
                .filter(script -> kept.contains(
                        naming.isSettings(script.name()) ? naming.scriptOf(script.path()) : script.path()))
                .toList();
    }

    private boolean isKept(SourceScript script) {
        return applied.contains(script.origin())
                || !(others.contains(script.origin())
                        || naming.isUndo(script.name())
                        || naming.isBaseline(script.name()));
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new AppliedSource(source.withNaming(other), Objects.requireNonNull(other), applied, others);
    }
}
