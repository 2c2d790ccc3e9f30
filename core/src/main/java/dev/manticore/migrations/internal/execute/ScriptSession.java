package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.internal.load.Callback;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.WorkStep;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.rules.SessionChange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a step changes in its session, as far as its text shows, and the statements that take it back: neither the next
 * script nor the next user of the connection is affected. An atomic script's go into its own transaction, since behind a
 * connection pooler the server's session may belong to another client after the COMMIT.
 *
 * @param scripts what is executed in it: the script, and the callbacks that are part of the step
 * @param changes what they change beyond its transaction
 * @param changesUser whether they change the user, be it for its transaction only
 * @param settings whether the settings of the header outlive their message
 * @param lockTimeout whether the header, or the migrator, limits how long they wait for locks
 */
record ScriptSession(
        List<Script> scripts,
        Execution execution,
        boolean cockroach,
        Set<SessionChange> changes,
        boolean changesUser,
        boolean settings,
        boolean lockTimeout) {

    /** Ends the session; in psql, this stands for a new connection. */
    static final String NEW_SESSION = "DISCARD ALL";

    static ScriptSession of(Run run, WorkStep step) {
        return of(run, step.scripts(), step.execution(), new StepStatements(run, step).header());
    }

    /** What a callback with a transaction of its own changes. */
    static ScriptSession of(Run run, Callback callback) {
        return of(
                run,
                callback.scripts(),
                Execution.ATOMIC,
                new HeaderSettings(run, callback.script().header(), true));
    }

    /** What one or more scripts change, whose settings are these. */
    private static ScriptSession of(Run run, List<Script> scripts, Execution execution, HeaderSettings header) {
        Set<SessionChange> changes = EnumSet.noneOf(SessionChange.class);
        boolean changesUser = false;
        for (Script script : scripts) {
            if (script.code().isPresent()) {
                changes.addAll(EnumSet.complementOf(EnumSet.of(SessionChange.LASTING)));
            }
            script.statements().forEach(statement -> changes.addAll(script.sql().sessionChanges(statement)));
            changesUser |=
                    script.code().isPresent() || script.statements().stream().anyMatch(script.sql()::changesUser);
        }
        return new ScriptSession(
                scripts,
                execution,
                run.database().isCockroach(),
                changes,
                changesUser,
                execution == Execution.STEPWISE ? !header.session().isEmpty() : header.outliveTransaction(),
                header.lockTimeout() != null);
    }

    /** Whether the step changes anything that outlives its last message. */
    boolean isChanged() {
        return !changes.isEmpty() || settings;
    }

    /** Whether the session has to end after the step. CockroachDB has no catalog of what a session has changed. */
    boolean endsWithStep() {
        return changes.contains(SessionChange.LASTING) || (cockroach && isChanged());
    }

    /** Whether its connection is given up after the step. What Java code has changed in its session is not known. */
    boolean endsConnection() {
        return endsWithStep()
                || scripts.stream().anyMatch(script -> script.code().isPresent());
    }

    /** Notes the settings in the session itself, before the step changes them. */
    List<String> save() {
        return savesSettings()
                ? List.of(SavedSettings.save(customSettings(), execution == Execution.ATOMIC))
                : List.of();
    }

    /** Takes everything back that can be. */
    List<String> takeBack() {
        if (cockroach) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        // No temporary table can be dropped while a cursor reads it.
        if (changes.contains(SessionChange.CURSOR) || changes.contains(SessionChange.TEMPORARY_OBJECT)) {
            statements.add("CLOSE ALL");
        }
        if (savesSettings()) {
            statements.addAll(SavedSettings.restoreUser(false));
            statements.add(SavedSettings.restore(customSettings()));
            if (execution == Execution.STEPWISE) {
                statements.add(SavedSettings.FORGET);
            }
        } else if (limitsLockWaits()) {
            statements.add(LockLimits.TAKE_BACK);
        }
        if (changes.contains(SessionChange.TEMPORARY_OBJECT)) {
            statements.add("DISCARD TEMP");
        }
        if (changes.contains(SessionChange.CHANNEL)) {
            statements.add("UNLISTEN *");
        }
        return statements;
    }

    /**
     * Switches a stepwise script's session back to the runner's limit for lock waits, and to the runner's user, until the end of the
     * transaction: the script's user may have no right to write the history.
     */
    List<String> becomeRunner() {
        if (cockroach || execution != Execution.STEPWISE) {
            return List.of();
        }
        List<String> statements = new ArrayList<>(lockAsRunner());
        if (changesUser) {
            statements.addAll(SavedSettings.restoreUser(true));
        }
        return statements;
    }

    /** Switches a stepwise script's session back to the runner's limit for lock waits, until the end of the transaction. */
    List<String> lockAsRunner() {
        return cockroach || execution != Execution.STEPWISE || !limitsLockWaits()
                ? List.of()
                : List.of(LockLimits.TAKE_BACK);
    }

    /** Whether what the scripts wait for locks at most must not apply to the lease and the history. */
    private boolean limitsLockWaits() {
        return lockTimeout || scripts.stream().anyMatch(LockLimits::isSetIn);
    }

    private boolean savesSettings() {
        return !cockroach && (changes.contains(SessionChange.SETTING) || changesUser || settings);
    }

    private Set<String> customSettings() {
        return scripts.stream()
                .flatMap(script -> script.statements().stream().flatMap(script.sql()::customSettings))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
