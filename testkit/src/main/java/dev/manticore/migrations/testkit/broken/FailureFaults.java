package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;

/** Failures that are reported incorrectly. */
final class FailureFaults {
    private FailureFaults() {}

    static TxFailure in(Phase phase, TxFailure failure, int statement) {
        return copy(phase, failure).statement(statement).build();
    }

    static TxFailure at(TxFailure failure, int position) {
        return copy(failure.phase(), failure).position(position).build();
    }

    static TxFailure withoutSession(TxFailure failure) {
        return copy(failure.phase(), failure).sessionLost(true).build();
    }

    static TxFailure withoutSqlState(TxFailure failure) {
        return copy(failure.phase(), failure).sqlState(null).build();
    }

    private static TxFailure.Builder copy(Phase phase, TxFailure failure) {
        return TxFailure.in(phase, failure.text())
                .sessionLost(failure.sessionLost())
                .sqlState(failure.sqlState())
                .detail(failure.detail())
                .hint(failure.hint())
                .statement(failure.statement())
                .position(failure.position())
                .cause(failure);
    }
}
