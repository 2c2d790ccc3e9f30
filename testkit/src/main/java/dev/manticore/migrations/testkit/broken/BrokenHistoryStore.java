package dev.manticore.migrations.testkit.broken;

import static dev.manticore.migrations.testkit.broken.RewritingHistoryStore.rewriting;

import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.testkit.HistoryStoreContract;
import dev.manticore.migrations.testkit.broken.RewritingHistoryStore.Part;
import java.util.function.UnaryOperator;

/** What a {@link HistoryStore} can do wrong, and the test of {@link HistoryStoreContract} that catches it. */
@SuppressWarnings("ImmutableEnumChecker") // a fault is a function without state
public enum BrokenHistoryStore {
    /** Records nothing. */
    FORGETS_THE_HISTORY_ROW("whatIsRecordedIsReadAsFarAsItIsKept", rewriting(sql -> "SELECT 1", Part.RECORD)),
    /** Puts values between quotes as they are. */
    TRUSTS_VALUES("descriptionsAreKeptAsTheyAre", rewriting(sql -> sql.replace("''", "'"), Part.RECORD)),
    /** Gives each migration the same date. */
    DATES_BY_A_CONSTANT(
            "theTimeOfApplicationIsTheDatabases",
            rewriting(SqlFaults.replacing("DEFAULT CURRENT_TIMESTAMP", "DEFAULT 'epoch'"), Part.TABLE)),
    /** Records a duration of zero where it should measure one. */
    MEASURES_NOTHING(
            "theDurationIsTheTransactionsWhereNoneIsGiven",
            rewriting(sql -> sql.replace("clock_timestamp() - now()", "now() - now()"), Part.RECORD)),
    /** Takes the beginning of the message for that of the transaction. */
    DATES_A_BATCH_BY_NOW(
            "theTimeInABatchIsTheOneThatIsGiven",
            rewriting(sql -> sql.replace("now() - INTERVAL '2 hours'", "now()"), Part.RECORD)),
    /** Records the client's time. */
    RECORDS_THE_CLIENTS_CLOCK(
            "theTimeOfApplicationIsTheDatabases", rewriting(SqlFaults::appliedByTheClientsClock, Part.RECORD)),
    /** Adds up the characters to compute a checksum. */
    CHECKSUMS_WITHOUT_ORDER("theChecksumTellsTextsApart", HistoryFaults::countingCharacters),
    /** Overwrites what is recorded already. */
    RECORDS_OVER(
            "aMigrationIsRecordedOnce",
            rewriting(
                    SqlFaults.replacing(
                            " RETURNING",
                            " ON CONFLICT (version) DO UPDATE SET description = excluded.description RETURNING"),
                    Part.RECORD)),
    /** Loses the second checksum. */
    FORGETS_THE_CONTENT(
            "whatIsRecordedIsReadAsFarAsItIsKept", rewriting(sql -> sql.replaceAll("'1:\\w+'", "NULL"), Part.RECORD)),
    /** Changes all rows instead of one. */
    UPDATES_EVERYTHING(
            "anUpdateChangesWhatIsRecordedAndKeepsWhatHappened",
            rewriting(SqlFaults.replacing(" WHERE version = 2", ""), Part.UPDATE)),
    /** Takes the repair for the application. */
    UPDATES_THE_TIME(
            "anUpdateChangesWhatIsRecordedAndKeepsWhatHappened",
            rewriting(SqlFaults.replacing(" SET ", " SET applied_at = 'epoch', "), Part.UPDATE)),
    /** Keeps what the row stands for. */
    MARKS_NOTHING(
            "aMigrationThatIsMarkedAsWithoutFileNeedsNoneAnyMore",
            rewriting(SqlFaults.replacing("'without file'", "'script'"), Part.UPDATE)),
    /** Does not notice that there is no row to change. */
    UPDATES_WHAT_IS_NOT_THERE(
            "anUpdateOfWhatIsNotRecordedFails", rewriting(SqlFaults::withoutRequiringRow, Part.UPDATE)),
    /** Does not notice that its row was not changed. */
    UPDATES_WITHOUT_LOOKING(
            "anUpdateThatATriggerSwallowsFails", rewriting(SqlFaults::withoutRequiringRow, Part.UPDATE)),
    /** Leaves the row of a migration that was reverted. */
    ERASES_NOTHING("anErasedMigrationIsNotAppliedAndCanBeAgain", rewriting(sql -> "SELECT 1", Part.ERASE)),
    /** Keeps the checksum of the first time. */
    KEEPS_THE_FIRST_CHECKSUM(
            "aRepeatableMigrationIsReadWithTheChecksumOfTheLastTime",
            rewriting(sql -> sql.replace(" checksum = excluded.checksum,", ""), Part.RECORD)),
    /** Takes repeatable migrations for applied after a version was erased. */
    FORGETS_NO_CHECKSUM(
            "aRepeatableMigrationIsOutdatedAfterAVersionWasErased",
            rewriting(sql -> sql.replaceAll("outdated AS .*\\), written", "written"), Part.ERASE)),
    /** Records the time of the adoption instead of that of the other tool. */
    ADOPTS_WITH_ANOTHER_TIME(
            "whatAnotherToolRecordedIsKept",
            rewriting(sql -> sql.replaceAll("CAST\\('[^']*' AS TIMESTAMP WITH TIME ZONE\\)", "now()"), Part.ADOPT)),
    /** Overwrites what is recorded already with what it adopts. */
    ADOPTS_OVER(
            "anAdoptedMigrationIsRecordedOnce",
            rewriting(
                    SqlFaults.replacing(
                            " RETURNING",
                            " ON CONFLICT (version) DO UPDATE SET description = excluded.description RETURNING"),
                    Part.ADOPT)),
    /** Does not notice that its row was not written. */
    RECORDS_WITHOUT_LOOKING("aRecordThatATriggerSwallowsFails", rewriting(SqlFaults::withoutRequiringRow, Part.RECORD)),
    /** Does not notice that a rule does something else. */
    RECORDS_WHAT_A_RULE_REPLACES(
            "aRecordThatARuleReplacesFails", rewriting(SqlFaults::withoutRequiringRow, Part.RECORD)),
    /** Does not notice that its row was not deleted. */
    ERASES_WITHOUT_LOOKING("anErasureThatATriggerSwallowsFails", rewriting(SqlFaults::withoutRequiringRow, Part.ERASE)),
    /** Takes a missing row for one that it has deleted. */
    ERASES_WHAT_IS_NOT_THERE(
            "anErasureOfWhatIsNotRecordedFails", rewriting(SqlFaults::withoutRequiringRow, Part.ERASE)),
    /** Reads the first 1,000 migrations. */
    CUTS_THE_HISTORY(
            "aLongHistoryIsReadByOneQuery",
            rewriting(SqlFaults.replacing("ORDER BY version", "ORDER BY version LIMIT 1000"), Part.HISTORY)),
    /** Puts 10 before 9. */
    SORTS_VERSIONS_AS_TEXT(
            "theHistoryIsOrderedByVersionUpToTheLimitsOf64Bits",
            rewriting(SqlFaults.replacing("ORDER BY version", "ORDER BY CAST(version AS TEXT)"), Part.HISTORY)),
    /** Has room for versions of 32 bits. */
    NARROWS_VERSIONS(
            "theHistoryIsOrderedByVersionUpToTheLimitsOf64Bits",
            rewriting(SqlFaults.replacing("version BIGINT PRIMARY KEY", "version INTEGER PRIMARY KEY"), Part.TABLE)),
    /** Writes literals whose meaning depends on {@code standard_conforming_strings}. */
    TRUSTS_THE_READING_OF_STRINGS(
            "valuesAreReadAlikeHoweverTheScriptBeforeChangedTheReadingOfStrings",
            rewriting(SqlFaults::withPlainBackslashes, Part.RECORD)),

    /** Makes its table without all of its columns. */
    MAKES_HALF_A_TABLE(
            "aTableThatTheStoreMadeIsComplete",
            rewriting(SqlFaults.replacing(", content_checksum TEXT)", ")"), Part.TABLE)),
    /** Fails where its schema is there already. */
    MAKES_THE_SCHEMA_ONCE(
            "aSchemaThatIsMissingHasNoHistoryAndCanBeMade",
            rewriting(SqlFaults.replacing("IF NOT EXISTS ", ""), Part.SCHEMA)),
    /** Fails where its tables are there already. */
    MAKES_TABLES_ONCE(
            "theHistoryTableIsCreatedAgainWithoutHarm",
            rewriting(SqlFaults.replacing("IF NOT EXISTS ", ""), Part.TABLE)),
    /** Writes names without quotes. */
    FORGETS_QUOTES("theNamesOfTheHistoryAreQuoted", rewriting(sql -> sql.replace("\"", ""), Part.values())),
    /** Names its table without quotes in messages. */
    SAYS_ITS_NAME_WITHOUT_QUOTES("theNamesOfTheHistoryAreQuoted", HistoryFaults::namedWithoutQuotes),
    /** Does not qualify its tables with their schema. */
    TRUSTS_THE_SEARCH_PATH("theHistoryIsFoundWhateverAScriptDoesToTheSearchPath", HistoryFaults::unplaced),
    /** Reads the first history on the search path. */
    READS_ANOTHERS_HISTORY(
            "aHistoryInALaterSchemaOfTheSearchPathIsNotThisOne",
            rewriting(sql -> "SELECT current_schema() AS current", Part.SEARCH_PATH)),
    /** Finds no histories in other schemas. */
    OVERLOOKS_OTHER_HISTORIES(
            "aHistoryThatWasLeftBehindIsFound",
            rewriting(sql -> sql.replace("'applied_at'", "'applied'"), Part.ELSEWHERE));

    private final String caughtBy;
    private final UnaryOperator<HistoryStore> fault;

    BrokenHistoryStore(String caughtBy, UnaryOperator<HistoryStore> fault) {
        this.caughtBy = caughtBy;
        this.fault = fault;
    }

    /** The method of the contract that fails. */
    public String caughtBy() {
        return caughtBy;
    }

    /**
     * A store that behaves as {@code healthy} does, except for this.
     *
     * @param healthy the {@linkplain HistoryStore#table default store}, whose SQL is changed
     */
    public HistoryStore over(HistoryStore healthy) {
        return fault.apply(healthy);
    }
}
