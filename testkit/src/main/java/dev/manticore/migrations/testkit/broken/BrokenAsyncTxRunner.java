package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.AsyncTxRunner;
import dev.manticore.migrations.testkit.AsyncTxRunnerContract;
import java.util.function.UnaryOperator;

/**
 * What an {@link AsyncTxRunner} can do wrong besides what a blocking one can, and the test of
 * {@link AsyncTxRunnerContract} that catches it.
 */
@SuppressWarnings("ImmutableEnumChecker") // a fault is a function without state
public enum BrokenAsyncTxRunner {
    /** Waits for the answer, and returns a stage that is complete. */
    BLOCKS_THE_CALLER("runDoesNotBlockItsCaller", StageFaults::waitingForAnswers),
    /** Waits for a connection, and returns a stage that is complete. */
    BLOCKS_THE_CALLER_FOR_A_CONNECTION(
            "openDoesNotBlockItsCallerWhileThePoolIsEmpty", StageFaults::waitingForConnections),
    /** Completes its stage before the work is done. */
    COMPLETES_EARLY("everyStatementOfATransactionIsCommittedWhenRunReturns", StageFaults::early),
    /** Calls whoever waits for a stage twice. */
    COMPLETES_TWICE("eachStageCompletesOnce", StageFaults::twice),
    /** Completes its stage with an exception of its client's. */
    FAILS_IN_ITS_OWN_WORDS("aRefusalIsOfPhaseStatementAndKeepsTheSession", StageFaults::inOtherWords),
    /** Throws at its caller instead of failing its stage. */
    THROWS("aServerThatCannotBeReachedIsAFailureToConnect", StageFaults::throwing);

    private final String caughtBy;
    private final UnaryOperator<AsyncTxRunner> fault;

    BrokenAsyncTxRunner(String caughtBy, UnaryOperator<AsyncTxRunner> fault) {
        this.caughtBy = caughtBy;
        this.fault = fault;
    }

    /** The method of the contract that fails. */
    public String caughtBy() {
        return caughtBy;
    }

    /** A runner that behaves as {@code healthy} does, except for this. */
    public AsyncTxRunner over(AsyncTxRunner healthy) {
        return fault.apply(healthy);
    }
}
