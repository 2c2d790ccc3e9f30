package dev.manticore.migrations.testkit.broken;

import static dev.manticore.migrations.testkit.broken.RewritingLeaseStore.rewriting;

import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.testkit.LeaseStoreContract;
import dev.manticore.migrations.testkit.broken.RewritingLeaseStore.Part;
import java.util.function.UnaryOperator;

/** What a {@link LeaseStore} can do wrong, and the test of {@link LeaseStoreContract} that catches it. */
@SuppressWarnings("ImmutableEnumChecker") // a fault is a function without state
public enum BrokenLeaseStore {
    /** Says that the lease was granted, whoever holds it. */
    GRANTS_EVERY_LEASE("twoConnectionsCannotBothHoldTheLease", LeaseFaults::granting),
    /** Never lets a lease expire. */
    NEVER_LETS_A_LEASE_EXPIRE(
            "anExpiredLeaseCanBeTaken",
            rewriting(
                    SqlFaults.replacing("held.expires_at < clock_timestamp()", "held.expires_at < 'epoch'"),
                    Part.ACQUIRE)),
    /** Computes the expiry of the lease by the client's clock. */
    READS_THE_CLIENTS_CLOCK(
            "aLeaseRunsByTheDatabasesClockFromWhenItIsTaken", rewriting(SqlFaults::byTheClientsClock, Part.ACQUIRE)),
    /** Computes the expiry of the lease from the start of the transaction. */
    READS_THE_TRANSACTIONS_CLOCK(
            "renewalFenceAndNoteProlongTheLeaseFromWhenTheyRun",
            rewriting(SqlFaults.replacing("clock_timestamp()", "now()"), Part.FENCE)),
    /** Does not change the token for the same owner. */
    KEEPS_THE_TOKEN(
            "theSameOwnerTakesItsLeaseAgainWithANewToken",
            rewriting(SqlFaults.replacing("held.token % 9223372036854775807 + 1", "held.token"), Part.ACQUIRE)),

    /** Reuses tokens. */
    REPEATS_TOKENS(
            "tokensNeverComeBack",
            rewriting(SqlFaults.replacing("held.token % 9223372036854775807", "held.token % 2"), Part.ACQUIRE)),
    /** Leaves its lease to expire. */
    RELEASES_NOTHING("aReleasedLeaseIsFreeAtOnce", rewriting(sql -> "SELECT 1", Part.RELEASE)),
    /** Takes the lease where it should look. */
    TAKES_THE_LEASE_TO_LOOK("lookingAtTheLeaseTakesNothing", LeaseFaults::taking),
    /** Takes the lease from whoever holds it. */
    TAKES_ANOTHERS_LEASE(
            "ofSeveralWhoAskAtOnceOneIsGranted",
            rewriting(SqlFaults.replacing("held.owner = excluded.owner", "true"), Part.ACQUIRE)),
    /** Takes the lease from its holder, and leaves it the token. */
    REVOKES_WITHOUT_A_TOKEN(
            "aRevokedLeaseIsFreeAndItsHolderFencedOff",
            rewriting(SqlFaults.replacing("token = token % 9223372036854775807 + 1, ", ""), Part.REVOKE)),
    /** Lets every transaction through its fence. */
    FENCES_NOTHING("aStaleHolderCannotCommit", rewriting(sql -> "SELECT 1", Part.FENCE)),
    /** Looks at the lease without locking it. */
    FENCES_WITHOUT_A_LOCK("aTakeoverDoesNotOvertakeAFencedTransaction", rewriting(SqlFaults::looking, Part.FENCE)),
    /** Refuses the transaction of an expired lease that nobody took. */
    FENCES_BY_THE_CLOCK("anExpiredLeaseThatNobodyTookStillCommits", LeaseFaults::fencingByTheRenewal),
    /** Refuses the note of an expired lease that nobody took. */
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
    REVIVES_AN_EXPIRED_LEASE("aRenewalDoesNotBringBackAnExpiredLease", LeaseFaults::renewingByTheFence),
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
    FORGETS_PROGRESS("progressIsReadAsItWasNoted", LeaseFaults::notingNothing),
    /** Writes no process with its note. */
    FORGETS_THE_PROCESS("theProcessThatWritesANoteIsStoredWithIt", LeaseFaults::notingNoProcess),
    /** Writes the process that the client knows of, whichever executes the note. */
    BELIEVES_A_POOLER(
            "theProcessThatWritesANoteIsStoredWithIt",
            rewriting(sql -> sql.replace("CASE pg_catalog.pg_backend_pid() WHEN", "CASE WHEN 0 <"), Part.NOTE)),
    /** Keeps the process of an earlier note. */
    KEEPS_THE_PROCESS(
            "theProcessThatWritesANoteIsStoredWithIt",
            rewriting(sql -> sql.replace(", process_id = NULL, process_noted = NULL", ""), Part.NOTE)),
    /** Notes the jobs of a statement that is over beside the next one. */
    NOTES_JOBS_TOO_LATE(
            "aLateRenewalNotesNoJobsBesideAnotherStatement",
            rewriting(sql -> sql.replaceAll("CASE WHEN migration .* THEN ('.*') ELSE jobs END", "$1"), Part.RENEW)),
    /** Keeps the jobs of an earlier note. */
    KEEPS_THE_JOBS("jobsAreThoseOfTheLastNote", rewriting(sql -> sql.replace(", jobs = NULL", ""), Part.NOTE)),
    /** Writes no repetitions with its note. */
    FORGETS_REPETITIONS("repetitionsAreReadAsTheyWereNoted", LeaseFaults::notingNoRepetitions),
    /** Keeps the repetitions of an earlier note. */
    KEEPS_REPETITIONS(
            "repetitionsAreReadAsTheyWereNoted",
            rewriting(sql -> sql.replace(", repetitions = NULL, rows_changed = NULL", ""), Part.NOTE)),
    /** Does not clear a note. */
    CLEARS_NO_PROGRESS("progressIsClearedByANoteOfNothing", LeaseFaults::clearingNothing),
    /** Clears the progress with the lease. */
    RELEASES_THE_PROGRESS(
            "progressOutlivesItsLease",
            rewriting(SqlFaults.replacing(" WHERE ", ", migration = NULL WHERE "), Part.RELEASE)),

    /** Clears the progress with each fence. */
    CLEARS_THE_PROGRESS_IN_THE_FENCE("fenceAndRenewalKeepTheProgress", LeaseFaults::clearingInTheFence),

    /** Creates no table. */
    MAKES_NO_TABLE_FOR_THE_LEASE("theLeaseNeedsNoHistory", rewriting(sql -> "SELECT 1", Part.TABLE)),
    /** Fails where its table exists already. */
    MAKES_THE_LEASE_TABLE_ONCE(
            "theLeaseTableIsCreatedAgainWithoutHarm", rewriting(SqlFaults.replacing("IF NOT EXISTS ", ""), Part.TABLE)),
    /** Looks without a table, as if nobody ever held the lease. */
    NEEDS_NO_TABLE_TO_LOOK("aLeaseTableThatIsMissingIsToldByItsSqlState", LeaseFaults::lookingNowhere),
    /** Writes names without quotes. */
    FORGETS_QUOTES_OF_THE_LEASE("theNamesOfTheLeaseAreQuoted", rewriting(sql -> sql.replace("\"", ""), Part.values())),
    /** Names its table without quotes in messages. */
    SAYS_THE_LEASES_NAME_WITHOUT_QUOTES("theNamesOfTheLeaseAreQuoted", LeaseFaults::namedWithoutQuotes),
    /** Does not qualify its table with its schema. */
    TRUSTS_THE_SEARCH_PATH_FOR_THE_LEASE("theLeaseIsFoundWhateverAScriptDoesToTheSearchPath", LeaseFaults::unplaced),
    /** Does not note the schema of its table. */
    NOTES_NO_SCHEMA("aLeaseNotesItsSchema", rewriting(SqlFaults.replacing(", 'testkit')", ", NULL)"), Part.ACQUIRE));

    private final String caughtBy;
    private final UnaryOperator<LeaseStore> fault;

    BrokenLeaseStore(String caughtBy, UnaryOperator<LeaseStore> fault) {
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
     * @param healthy the {@linkplain LeaseStore#table default store}, whose SQL is changed
     */
    public LeaseStore over(LeaseStore healthy) {
        return fault.apply(healthy);
    }
}
