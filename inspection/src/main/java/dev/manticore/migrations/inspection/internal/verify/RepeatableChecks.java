package dev.manticore.migrations.inspection.internal.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.inspection.verify.VerifyNote.Rule;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.TxRunner;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Applies each repeatable migration twice, in order, on a database with all versions: the second time with one more statement at its
 * end, which makes it another script. Callbacks that expect all of them are executed by the second run. For one verification, on one
 * thread.
 */
final class RepeatableChecks {
    /** A comment would not do: files that differ in nothing else are the same to a run. */
    private static final byte[] STATEMENT = "\n;\nSELECT 'again';\n".getBytes(UTF_8);

    /** A placeholder, whatever surrounds it. */
    private static final String TIME = "flyway:timestamp";

    private final InspectionSettings settings;
    private final TxRunner runner;
    private final Findings findings;
    /** The files that are there by now. */
    private final Set<String> included = new HashSet<>();
    /** The files that have the statement by now. */
    private final Set<String> again = new HashSet<>();
    /** The files that every run applies. */
    private final Set<String> changing = new HashSet<>();

    private boolean complete = true;

    RepeatableChecks(InspectionSettings settings, TxRunner runner, Findings findings) {
        this.settings = settings;
        this.runner = runner;
        this.findings = findings;
    }

    /** Whether another run can be expected to apply everything. */
    boolean isComplete() {
        return complete;
    }

    /** The repeatable migrations, in order. */
    List<VerifiedMigration> check() {
        List<PlanStep> repeatables = settings
                .migrator(runner, SelectedScripts.complete(settings.sources()))
                .build()
                .plan(Target.latest())
                .steps()
                .stream()
                .filter(step -> step.id() instanceof RepeatableName)
                .toList();
        return repeatables.stream().map(this::check).toList();
    }

    private VerifiedMigration check(PlanStep step) {
        VerifiedMigration migration = new VerifiedMigration(step.id(), step.description(), step.origin());
        included.add(step.origin());
        if (step.script().contains(TIME)) {
            changing.add(step.origin());
            findings.note(new VerifyNote(
                    Rule.EVERY_RUN, migration, "every run applies it, since it has the time of the run in it"));
        }
        applyTwice(migration);
        return migration;
    }

    private void applyTwice(VerifiedMigration migration) {
        String origin = String.valueOf(migration.origin());
        if (findings.attempt(Kind.APPLY_FAILED, migration, this::migrate) == null) {
            abandon(migration);
            included.remove(origin);
            complete = false;
            return;
        }
        Catalog once = Catalog.read(runner);
        again.add(origin);
        MigrationReport second = findings.attempt(Kind.REPEAT_FAILED, migration, this::migrate);
        if (second == null) {
            abandon(migration);
            again.remove(origin);
        } else if (second.isEmpty()) {
            findings.note(new VerifyNote(
                    Rule.NOT_COMPARED,
                    migration,
                    "it was applied once, since nothing but its own code can say that it has changed"));
        } else {
            findings.differs(
                    Kind.REPEAT_DIFFERS,
                    migration,
                    migration.origin(),
                    Catalog.read(runner).differencesFrom(once));
        }
    }

    /** Lets later runs begin with another migration, if this one was executed in part. */
    private void abandon(VerifiedMigration migration) {
        Migrator migrator = migrator(this::asOfNow);
        if (migrator.status().entries().stream()
                .anyMatch(entry ->
                        entry.id().equals(migration.id()) && entry.state() == MigrationStatus.State.PARTLY_DONE)) {
            migrator.resume(Resumption.abandon());
        }
    }

    /** Applies what is left: nothing, if all is well. */
    void secondRun() {
        MigrationReport report = findings.attempt(
                Kind.SECOND_RUN_FAILED, null, () -> migrator(this::asOfNow).migrate());
        if (report == null) {
            complete = false;
        } else {
            for (StepReport step : report.steps()) {
                if (!changing.contains(step.origin())) {
                    findings.fault(
                            Kind.SECOND_RUN_APPLIES,
                            new VerifiedMigration(step.id(), step.description(), step.origin()),
                            step.origin());
                }
            }
        }
    }

    private MigrationReport migrate() {
        return migrator((naming, script) ->
                        SelectedScripts.isAfterAll(naming, script) ? Stream.empty() : asOfNow(naming, script))
                .migrate();
    }

    /** Without file, a repeatable migration stays as its failure has left it. */
    private Migrator migrator(BiFunction<ScriptNaming, SourceScript, Stream<SourceScript>> selection) {
        return settings.migrator(runner, SelectedScripts.of(settings.sources(), selection))
                .tolerate(Deviation.MISSING_FILE)
                .build();
    }

    private Stream<SourceScript> asOfNow(ScriptNaming naming, SourceScript script) {
        String origin = naming.isSettings(script.name()) ? naming.scriptOf(script.origin()) : script.origin();
        if (naming.isRepeatable(script.name()) && !included.contains(origin)) {
            return Stream.empty();
        }
        return Stream.of(again.contains(script.origin()) ? withStatement(script) : script);
    }

    private static SourceScript withStatement(SourceScript script) {
        return new SourceScript(
                script.name(),
                () -> withMore(script),
                script.origin(),
                script.encoding(),
                script.code(),
                script.path());
    }

    private static byte[] withMore(SourceScript script) throws SourceException {
        byte[] content = script.read();
        byte[] result = Arrays.copyOf(content, content.length + STATEMENT.length);
        System.arraycopy(STATEMENT, 0, result, content.length, STATEMENT.length);
        return result;
    }
}
