package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import dev.manticore.migrations.spi.TxRunner;
import dev.manticore.migrations.testkit.TxRunnerContract;
import java.util.function.UnaryOperator;

/** What a {@link TxRunner} can do wrong, and the test of {@link TxRunnerContract} that catches it. */
@SuppressWarnings("ImmutableEnumChecker") // a fault is a function without state
public enum BrokenTxRunner {
    /** Commits without the history row, which is the last statement. */
    LOSES_THE_LAST_STATEMENT(
            "everyStatementOfATransactionIsCommittedWhenRunReturns", running(ScriptFaults::withoutTheLast)),
    /** Sends a transaction once more though it succeeded. */
    RUNS_TWICE("aScriptIsCarriedOutOnce", running(ScriptFaults::twice)),
    /** Sends a script once more when it failed. */
    RETRIES("aRefusedScriptIsNotRepeated", running(ScriptFaults::again)),
    /** Commits after each statement of a transaction. */
    COMMITS_EACH_STATEMENT(
            "nothingOfATransactionRemainsWhenAStatementFails", running(ScriptFaults::oneTransactionEach)),
    /** Commits a transaction's first statement before it runs the others. */
    COMMITS_THE_FIRST_STATEMENT("aTransactionIsSeenByNobodyBeforeItCommits", running(CopyFaults::firstAlone)),
    /** Sends statements one by one where no transaction was asked for. */
    SENDS_STATEMENTS_ONE_BY_ONE(
            "severalStatementsWithoutBeginAreOneImplicitTransaction", running(ScriptFaults::oneMessageEach)),
    /** Leaves {@code BEGIN} and {@code COMMIT} out. */
    NEVER_BEGINS("aTransactionRefusesAStatementThatCannotRunInOne", running(ScriptFaults::neverBegin)),
    /** Begins a transaction where none was asked for. */
    ALWAYS_BEGINS("aSingleStatementThatRefusesATransactionIsCarriedOut", running(ScriptFaults::alwaysBegin)),
    /** Takes each question mark for a parameter. */
    REPLACES_QUESTION_MARKS("theTextIsSentAsItIs", running(ScriptFaults::replaceQuestionMarks)),
    /** Leaves out statements that say nothing. */
    SKIPS_COMMENTS("commentsCountAsStatements", running(ScriptFaults::withoutComments)),

    /** Returns as if nothing had happened when the server refused a script. */
    SWALLOWS_ERRORS("aRefusalIsOfPhaseStatementAndKeepsTheSession", running(ScriptFaults::swallow)),
    /** Says that a statement failed when its answer did not arrive. */
    CALLS_THE_UNKNOWN_A_FAILURE(
            "aStatementWhoseServerProcessEndsIsUnanswered",
            failing(failure -> failure.phase() == Phase.UNANSWERED
                    ? FailureFaults.in(Phase.STATEMENT, failure, failure.statement())
                    : failure)),
    /** Says that all is well when the answer to COMMIT did not arrive. */
    CALLS_THE_UNKNOWN_A_SUCCESS("aCommitWhoseServerProcessEndsIsUnanswered", running(ScriptFaults::hope)),
    /** Says that the last statement failed when COMMIT did. */
    BLAMES_A_STATEMENT_FOR_COMMIT(
            "aRefusedCommitIsOfPhaseCommitAndLeavesNothing",
            failing(failure ->
                    failure.phase() == Phase.COMMIT ? FailureFaults.in(Phase.STATEMENT, failure, 0) : failure)),
    /** Names the first statement, whichever failed. */
    BLAMES_THE_FIRST_STATEMENT(
            "aRunTimeErrorNamesItsStatementThoughItHasNoPosition",
            failing(failure -> FailureFaults.in(failure.phase(), failure, 0))),
    /** Says that the connection is gone when the server refused a statement. */
    CALLS_EACH_REFUSAL_A_LOST_SESSION(
            "aRefusalIsOfPhaseStatementAndKeepsTheSession", failing(FailureFaults::withoutSession)),
    /** Tells of an error without its SQLSTATE. */
    HIDES_THE_SQLSTATE("aRefusalSaysWhatTheServerSaid", failing(FailureFaults::withoutSqlState)),
    /** Counts positions from 0, as Java does. */
    COUNTS_POSITIONS_FROM_ZERO(
            "positionsCountFromTheStartOfTheStatement",
            failing(failure -> FailureFaults.at(failure, Math.max(0, failure.position() - 1)))),
    /** Counts positions as {@link String#charAt} does, where an emoji is two. */
    COUNTS_UTF16_UNITS("positionsCountCharactersFromOne", running(ScriptFaults::countUtf16)),
    /** Counts positions from the start of the whole message. */
    COUNTS_FROM_THE_MESSAGE("positionsCountFromTheStartOfTheStatement", running(ScriptFaults::countFromTheMessage)),

    /** Answers the first page of 1,000 rows. */
    CUTS_ROWS_AT_A_THOUSAND("tenThousandRowsArriveInOrder", running(RowFaults::firstThousand)),
    /** Answers an empty text for NULL. */
    TAKES_NULL_FOR_EMPTY("nothingIsNullAndAnEmptyTextIsNot", running(RowFaults::emptyForNull)),
    /** Reads whole numbers as floating point numbers. */
    ROUNDS_NUMBERS("wholeNumbersAreDecimalToTheLimitsOf64Bits", running(RowFaults::rounded)),

    /** Says that a statement changed a row, which it did not find. */
    COUNTS_A_ROW_TOO_MANY("rowsThatStatementsOfATransactionChangeAreCounted", running(RowFaults::atLeastOne)),

    /** Leaves out the rows of a COPY. */
    FORGETS_COPIED_ROWS("copiedRowsArePartOfTheTransaction", running(CopyFaults::withoutRows)),
    /** Sends the first 1,000 rows of a COPY. */
    CUTS_COPIED_ROWS("manyRowsAreCopied", running(CopyFaults::firstThousandRows)),
    /** Commits a COPY before it runs the statements behind it. */
    COMMITS_A_COPY("noCopiedRowRemainsWhenALaterStatementFails", running(CopyFaults::committedWithTheCopy)),
    /** Counts statements from 1. */
    COUNTS_STATEMENTS_FROM_ONE(
            "aRowThatTheServerRefusesNamesTheCopy",
            failing(failure -> FailureFaults.in(failure.phase(), failure, failure.statement() + 1))),

    /** Commits several transactions of a message as one. */
    COMMITS_A_BATCH_AS_ONE(
            "eachTransactionOfABatchCommitsAlone", runner -> BatchFaults.running(runner, BatchFaults::asOne)),
    /** Tells of commits that may never be. */
    TELLS_OF_COMMITS_IN_ADVANCE(
            "eachTransactionOfABatchCommitsAlone", runner -> BatchFaults.running(runner, BatchFaults::hoping)),
    /** Tells of commits behind what the server said about later transactions. */
    TELLS_OF_COMMITS_LATE(
            "whatTheServerSaysComesBeforeTheCommitOfItsTransaction",
            runner -> BatchFaults.running(runner, BatchFaults::telling)),
    /** Counts the statements of each transaction of a message from 0. */
    COUNTS_IN_EACH_TRANSACTION(
            "aSyntaxErrorKeepsAllTransactionsOfABatchFromBeingExecuted",
            runner -> BatchFaults.running(runner, BatchFaults::countingInEach)),

    /** Commits the code before the history row that follows it. */
    COMMITS_CODE_BEFORE_THE_REST(
            "nothingOfTheCodeRemainsWhenALaterStatementFails", code(CodeFaults::committedBeforeTheRest)),
    /** Commits the statements before the code though the code failed. */
    COMMITS_WHAT_IS_AROUND_THE_CODE("nothingRemainsWhenTheCodeThrows", code(CodeFaults::committedWithoutTheCode)),
    /** Returns as if nothing had happened when the code failed. */
    SWALLOWS_WHAT_THE_CODE_THROWS("nothingRemainsWhenAStatementOfTheCodeFails", code(CodeFaults::swallowing)),
    /** Sends neither the savepoint before the code nor its release after it. */
    SETS_NO_SAVEPOINT("codeThatEndsItsTransactionIsRefused", code(CodeFaults::withoutSavepoint)),
    /** Tells what the code threw without its exception. */
    HIDES_WHAT_THE_CODE_THROWS(
            "nothingRemainsWhenTheCodeThrows",
            runner -> CodeFaults.failing(
                    runner, failure -> FailureFaults.in(failure.phase(), failure, failure.statement()))),
    /** Leaves the code to go on that was cancelled. */
    CANCELS_NO_CODE("codeThatIsCancelledIsRefusedAndKeepsTheSession", GivingUpFaults::cancellingNothing),

    /** Leaves a setting of its own in the connection. */
    LEAKS_A_SETTING("aConnectionGoesBackAsItCame", running(ScriptFaults.after("SET lock_timeout = '1h'"))),
    /** Leaves a temporary table of its own in the connection. */
    LEAKS_A_TEMPORARY_TABLE(
            "aConnectionGoesBackAsItCame",
            running(ScriptFaults.after("CREATE TEMPORARY TABLE IF NOT EXISTS leaked (id INT)"))),
    /** Does not give its connection back. */
    KEEPS_ITS_CONNECTION("aPoolOfOneServesManySessionsInTurn", RunnerFaults::keepingTheConnection),
    /** Ends its connection when it is closed once more, whoever has it by then. */
    CLOSES_TWICE("closingTwiceHarmsNobody", RunnerFaults::closingTwice),
    /** Gives everybody the same connection. */
    SHARES_ITS_CONNECTION("eachSessionHasAConnectionOfItsOwn", RunnerFaults::sharing),
    /** Hands out a session before it has a connection. */
    CONNECTS_LATER("aServerThatCannotBeReachedIsAFailureToConnect", RunnerFaults::lazy),

    /** Leaves a statement to go on that was cancelled. */
    CANCELS_NOTHING("aStatementThatIsCancelledIsRefusedAndKeepsTheSession", GivingUpFaults::cancellingNothing),
    /** Ends the connection to cancel a statement. */
    CANCELS_BY_FORCE("aStatementThatIsCancelledIsRefusedAndKeepsTheSession", GivingUpFaults::cancellingByForce),
    /** Cancels the next statement when none is under way. */
    CANCELS_WHAT_COMES_NEXT("cancellingHitsNothingThatIsRunLater", GivingUpFaults::cancellingTheNext),
    /** Goes on waiting on a session that was given up. */
    GIVES_NOTHING_UP("aSessionThatIsGivenUpFailsWhatIsUnderWay", GivingUpFaults::abortingNothing),
    /** Gives a connection back to the pool that was given up. */
    KEEPS_WHAT_IT_GAVE_UP("aSessionThatIsGivenUpIsLostAndThePoolHasAnotherOne", GivingUpFaults::keepingWhatItGaveUp),
    /** Ends its connection when it is given up after its end, whoever has it by then. */
    GIVES_UP_WHAT_ANOTHER_HAS("givingUpAfterTheEndHarmsNobody", GivingUpFaults::abortingWhoeverHasIt),
    /** Names another server process than its own. */
    MISNAMES_ITS_PROCESS("theBackendIsTheServersProcess", GivingUpFaults::misnaming);

    private final String caughtBy;
    private final UnaryOperator<TxRunner> fault;

    BrokenTxRunner(String caughtBy, UnaryOperator<TxRunner> fault) {
        this.caughtBy = caughtBy;
        this.fault = fault;
    }

    private static UnaryOperator<TxRunner> running(RunnerFaults.Running running) {
        return runner -> RunnerFaults.running(runner, running);
    }

    private static UnaryOperator<TxRunner> code(CodeFaults.Running running) {
        return runner -> CodeFaults.running(runner, running);
    }

    private static UnaryOperator<TxRunner> failing(UnaryOperator<TxFailure> telling) {
        return running((session, script) -> {
            try {
                return session.run(script);
            } catch (TxFailure failure) {
                throw telling.apply(failure);
            }
        });
    }

    /** The method of the contract that fails. */
    public String caughtBy() {
        return caughtBy;
    }

    /** A runner that behaves as {@code healthy} does, except for this. */
    public TxRunner over(TxRunner healthy) {
        return fault.apply(healthy);
    }
}
