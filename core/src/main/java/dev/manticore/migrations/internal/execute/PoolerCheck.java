package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.plan.Planning;
import dev.manticore.migrations.internal.run.DatabaseFailures;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.internal.sql.rules.SessionChange;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses steps that would change the sessions of other clients behind a connection pooler. What an atomic script's own
 * transaction can take back is no problem.
 */
record PoolerCheck(Run run) {

    /** Asks whether there is a pooler only where a step or a callback would be refused. */
    List<Problem> problems(Planning planning) {
        if (run.database().isCockroach() || run.settings().tolerated().contains(Deviation.POOLED_SESSION)) {
            return List.of();
        }
        List<Problem> problems = Stream.concat(
                        planning.steps().stream().map(step -> problem(ScriptSession.of(run, step))),
                        planning.callbacks().stream().map(callback -> problem(ScriptSession.of(run, callback))))
                .flatMap(Optional::stream)
                .toList();
        try {
            return problems.isEmpty() || !run.isPooled() ? List.of() : problems;
        } catch (TxFailure failure) {
            throw DatabaseFailures.of(failure, "looking for a connection pooler", run.report());
        }
    }

    private static Optional<Problem> problem(ScriptSession session) {
        boolean stepwise = session.execution() == Execution.STEPWISE;
        if (!(stepwise ? session.isChanged() : session.endsWithStep())) {
            return Optional.empty();
        }
        Optional<SourceLocation> culprit = session.scripts().stream()
                .flatMap(script -> script.statements().stream()
                        .filter(statement -> stepwise
                                ? !script.sql().sessionChanges(statement).isEmpty()
                                : script.sql().sessionChanges(statement).contains(SessionChange.LASTING))
                        .map(statement -> script.locate(statement.start())))
                .findFirst();
        return Optional.of(culprit.map(location -> problem(
                        "This statement changes its session beyond the transaction, and a connection pooler would give"
                                + " that session to other clients.",
                        location,
                        stepwise
                                ? "Connect to the server instead of the pooler, or leave out the statement."
                                : "Connect to the server instead of the pooler, or use what ends with the transaction, such as"
                                        + " pg_advisory_xact_lock."))
                .orElseGet(() -> problem(
                        "The statements of this script commit one by one, so that its timeouts and schema are settings of"
                                + " the session, and a connection pooler would give that session to other clients.",
                        SourceLocation.file(session.scripts().get(0).origin()),
                        "Connect to the server instead of the pooler.")));
    }

    private static Problem problem(String message, SourceLocation location, String advice) {
        return new Problem(
                Kind.POOLED_SESSION,
                message,
                location,
                Remedy.of(advice)
                        .or(
                                "if the pooler keeps a server connection for each client (pool_mode=session)",
                                new Remedy.Tolerate(Deviation.POOLED_SESSION)));
    }
}
