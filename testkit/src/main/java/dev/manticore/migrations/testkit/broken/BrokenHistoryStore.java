package dev.manticore.migrations.testkit.broken;

import static dev.manticore.migrations.testkit.broken.RewritingStore.rewriting;

import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.testkit.HistoryStoreContract;
import dev.manticore.migrations.testkit.broken.RewritingStore.Part;
import java.util.function.UnaryOperator;

/** What a {@link HistoryStore} can do wrong, and the test of {@link HistoryStoreContract} that catches it. */
@SuppressWarnings("ImmutableEnumChecker") // a fault is a function without state
public enum BrokenHistoryStore {
    /** Says that the lease was granted, whoever holds it. */
    GRANTS_EVERY_LEASE("twoConnectionsCannotBothHoldTheLease", StoreFaults::granting),
    /** Gives a lease to nobody else until it is released. */
    NEVER_LETS_A_LEASE_EXPIRE(
            "anExpiredLeaseCanBeTaken",
            rewriting(
                    SqlFaults.replacing("held.expires_at < clock_timestamp()", "held.expires_at < 'epoch'"),
                    Part.ACQUIRE)),
    /** Reckons the lease's end by the client's clock. */
    READS_THE_CLIENTS_CLOCK(
            "aLeaseRunsByTheDatabasesClockFromWhenItIsTaken", rewriting(SqlFaults::byTheClientsClock, Part.ACQUIRE)),
    /** Reckons the lease's end from the start of the transaction. */
    READS_THE_TRANSACTIONS_CLOCK(
            "renewalFenceAndNoteProlongTheLeaseFromWhenTheyRun",
            rewriting(SqlFaults.replacing("clock_timestamp()", "now()"), Part.FENCE)),
    /** Gives an owner its old token again. */
    KEEPS_THE_TOKEN(
            "theSameOwnerTakesItsLeaseAgainWithANewToken",
            rewriting(SqlFaults.replacing("held.token + 1", "held.token"), Part.ACQUIRE)),

    /** Gives tokens once more that were given before. */
    REPEATS_TOKENS(
            "tokensNeverComeBack",
            rewriting(SqlFaults.replacing("held.token + 1", "held.token % 2 + 1"), Part.ACQUIRE)),
    /** Leaves its lease to expire. */
    RELEASES_NOTHING("aReleasedLeaseIsFreeAtOnce", rewriting(sql -> "SELECT 1", Part.RELEASE)),
    /** Takes the lease where it should look. */
    TAKES_THE_LEASE_TO_LOOK("lookingAtTheLeaseTakesNothing", StoreFaults::taking),
    /** Takes the lease from whoever holds it. */
    TAKES_ANOTHERS_LEASE(
            "ofSeveralWhoAskAtOnceOneIsGranted",
            rewriting(SqlFaults.replacing("held.owner = excluded.owner", "true"), Part.ACQUIRE)),
    /** Takes the lease from its holder, and leaves it the token. */
    REVOKES_WITHOUT_A_TOKEN(
            "aRevokedLeaseIsFreeAndItsHolderFencedOff",
            rewriting(SqlFaults.replacing("token = token + 1, ", ""), Part.REVOKE)),
    /** Makes the history's table when it is asked for the lease's. */
    MAKES_NO_TABLE_FOR_THE_LEASE("theLeaseNeedsNoHistory", StoreFaults::withoutALease),

    /** Lets every transaction through its fence. */
    FENCES_NOTHING("aStaleHolderCannotCommit", rewriting(sql -> "SELECT 1", Part.FENCE)),
    /** Looks at the lease without locking it. */
    FENCES_WITHOUT_A_LOCK("aTakeoverDoesNotOvertakeAFencedTransaction", rewriting(SqlFaults::looking, Part.FENCE)),
    /** Refuses the transaction of a lease that expired, though nobody took it. */
    FENCES_BY_THE_CLOCK("anExpiredLeaseThatNobodyTookStillCommits", StoreFaults::fencingByTheRenewal),
    /** Refuses the note of a lease that expired, though nobody took it. */
    NOTES_BY_THE_CLOCK(
            "anExpiredLeaseThatNobodyTookStillNotesItsProgress",
            rewriting(
                    SqlFaults.replacing(" AND token = ", " AND expires_at > clock_timestamp() AND token = "),
                    Part.NOTE)),
    /** Notes progress whoever holds the lease. */
    NOTES_WITHOUT_A_FENCE("aStaleHolderCannotNoteItsProgress", rewriting(SqlFaults::withoutToken, Part.NOTE)),
    /** Renews whoever holds the lease. */
    RENEWS_ANOTHERS_LEASE("aStaleHolderCannotRenewTheLease", rewriting(SqlFaults::withoutToken, Part.RENEW)),
    /** Brings a lease back that expired. */
    REVIVES_AN_EXPIRED_LEASE("aRenewalDoesNotBringBackAnExpiredLease", StoreFaults::renewingByTheFence),
    /** Brings a lease back that was released. */
    REVIVES_A_RELEASED_LEASE(
            "aRenewalDoesNotBringBackAReleasedLease",
            rewriting(
                    SqlFaults.replacing(
                            "expires_at > clock_timestamp()",
                            "(expires_at > clock_timestamp() OR expires_at < '1970-01-02')"),
                    Part.RENEW)),
    /** Releases whoever holds the lease. */
    RELEASES_ANOTHERS_LEASE("aStaleHolderReleasesNothing", rewriting(SqlFaults::withoutToken, Part.RELEASE)),

    /** Writes no note. */
    FORGETS_PROGRESS("progressIsReadAsItWasNoted", StoreFaults::notingNothing),
    /** Keeps the note that it was to clear. */
    CLEARS_NO_PROGRESS("progressIsClearedByANoteOfNothing", StoreFaults::clearingNothing),
    /** Clears the progress with the lease. */
    RELEASES_THE_PROGRESS(
            "progressOutlivesItsLease",
            rewriting(SqlFaults.replacing(" WHERE ", ", version = NULL WHERE "), Part.RELEASE)),

    /** Clears the progress with each fence. */
    CLEARS_THE_PROGRESS_IN_THE_FENCE("fenceAndRenewalKeepTheProgress", StoreFaults::clearingInTheFence),

    /** Records nothing. */
    FORGETS_THE_HISTORY_ROW("whatIsRecordedIsReadAsFarAsItIsKept", rewriting(sql -> "SELECT 1", Part.RECORD)),
    /** Puts values between quotes as they are. */
    TRUSTS_VALUES("descriptionsAreKeptAsTheyAre", rewriting(sql -> sql.replace("''", "'"), Part.RECORD)),
    /** Dates each migration alike. */
    DATES_BY_A_CONSTANT(
            "theTimeOfApplicationIsTheDatabases",
            rewriting(SqlFaults.replacing("DEFAULT CURRENT_TIMESTAMP", "DEFAULT 'epoch'"), Part.HISTORY_TABLE)),
    /** Records no time at all for what was to be measured. */
    MEASURES_NOTHING(
            "theDurationIsTheTransactionsWhereNoneIsGiven",
            rewriting(sql -> sql.replace("clock_timestamp() - now()", "now() - now()"), Part.RECORD)),
    /** Records the client's time. */
    RECORDS_THE_CLIENTS_CLOCK(
            "theTimeOfApplicationIsTheDatabases", rewriting(SqlFaults::appliedByTheClientsClock, Part.RECORD)),
    /** Adds characters up for a checksum. */
    CHECKSUMS_WITHOUT_ORDER("theChecksumTellsTextsApart", StoreFaults::countingCharacters),
    /** Overwrites what is recorded already. */
    RECORDS_OVER(
            "aMigrationIsRecordedOnce",
            rewriting(
                    sql -> sql + " ON CONFLICT (version) DO UPDATE SET description = excluded.description",
                    Part.RECORD)),
    /** Leaves the row of a migration that was reverted. */
    ERASES_NOTHING("anErasedMigrationIsNotAppliedAndCanBeAgain", rewriting(sql -> "SELECT 1", Part.ERASE)),
    /** Reads the first 1,000 migrations. */
    CUTS_THE_HISTORY(
            "tenThousandMigrationsAreReadByOneQuery",
            rewriting(SqlFaults.replacing("ORDER BY version", "ORDER BY version LIMIT 1000"), Part.HISTORY)),
    /** Puts 10 before 9. */
    SORTS_VERSIONS_AS_TEXT(
            "theHistoryIsOrderedByVersionUpToTheLimitsOf64Bits",
            rewriting(SqlFaults.replacing("ORDER BY version", "ORDER BY CAST(version AS TEXT)"), Part.HISTORY)),
    /** Has room for versions of 32 bits. */
    NARROWS_VERSIONS(
            "theHistoryIsOrderedByVersionUpToTheLimitsOf64Bits",
            rewriting(
                    SqlFaults.replacing("version BIGINT PRIMARY KEY", "version INTEGER PRIMARY KEY"),
                    Part.HISTORY_TABLE)),
    /** Writes a text that means something else once a script changed how strings are read. */
    TRUSTS_THE_READING_OF_STRINGS(
            "valuesAreReadAlikeHoweverTheScriptBeforeChangedTheReadingOfStrings",
            rewriting(SqlFaults::withPlainBackslashes, Part.RECORD)),

    /** Makes its table without all of its columns. */
    MAKES_HALF_A_TABLE(
            "aTableThatTheStoreMadeIsComplete",
            rewriting(SqlFaults.replacing(", applied_by TEXT", ""), Part.HISTORY_TABLE)),
    /** Fails where its schema is there already. */
    MAKES_THE_SCHEMA_ONCE(
            "aSchemaThatIsMissingHasNoHistoryAndCanBeMade",
            rewriting(SqlFaults.replacing("IF NOT EXISTS ", ""), Part.SCHEMA)),
    /** Fails where its tables are there already. */
    MAKES_TABLES_ONCE(
            "tablesAreMadeAgainWithoutHarm",
            rewriting(SqlFaults.replacing("IF NOT EXISTS ", ""), Part.HISTORY_TABLE, Part.LEASE_TABLE)),
    /** Writes names without quotes. */
    FORGETS_QUOTES("namesAreQuoted", rewriting(sql -> sql.replace("\"", ""), Part.values())),
    /** Names its table without quotes in messages. */
    SAYS_ITS_NAME_WITHOUT_QUOTES("namesAreQuoted", StoreFaults::namedWithoutQuotes),
    /** Goes on naming its tables without their schema. */
    TRUSTS_THE_SEARCH_PATH("tablesAreFoundWhateverAScriptDoesToTheSearchPath", StoreFaults::unplaced);

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
     * A store that does all as {@code healthy} does but this.
     *
     * @param healthy the {@linkplain HistoryStore#table default store}, whose SQL is changed
     */
    public HistoryStore over(HistoryStore healthy) {
        return fault.apply(healthy);
    }
}
