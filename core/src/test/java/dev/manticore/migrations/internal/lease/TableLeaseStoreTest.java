package dev.manticore.migrations.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.Lease;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.ServerProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows the statements of the default lease store, and how it reads their rows. */
class TableLeaseStoreTest {
    private static final Lease LEASE = new Lease(42, "it's me", Duration.ofSeconds(30));
    private static final LeaseStore STORE = LeaseStore.table("my \"app\"", "my \"table\"");
    private static final String LEASE_TABLE = "\"my \"\"app\"\"\".\"my \"\"table\"\"_lease\"";

    @Test
    void everyNameIsQuotedWhereverItStands() {
        assertThat(STORE.table()).isEqualTo(LEASE_TABLE);
        assertThat(STORE.create(new Database(Product.POSTGRESQL, "17")))
                .singleElement()
                .asString()
                .startsWith("CREATE TABLE IF NOT EXISTS " + LEASE_TABLE + " (id");
        assertThat(STORE.acquire("me", Duration.ofSeconds(1)).statements())
                .hasSize(2)
                .allMatch(sql -> sql.contains(LEASE_TABLE));
        assertThat(STORE.fence(LEASE)).contains("UPDATE " + LEASE_TABLE + " SET");
        assertThat(STORE.release(LEASE)).startsWith("UPDATE " + LEASE_TABLE + " SET");
    }

    @Test
    void aTableOfNoSchemaIsPlacedWhereTheHistoryWasFound() {
        LeaseStore store = LeaseStore.table(null, "it's");
        assertThat(store.table()).isEqualTo("\"it's_lease\"");
        assertThat(store.in("found").table()).isEqualTo("\"found\".\"it's_lease\"");
        assertThat(STORE.in("other")).isEqualTo(STORE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 53})
    void theHistoryTablesNameIsOneTo52BytesLong(int length) {
        assertThatThrownBy(() -> LeaseStore.table(null, "x".repeat(length)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 52 bytes");
        assertThatThrownBy(() -> LeaseStore.table("", "t")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeaseStore.table("x".repeat(64), "t")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesAreQuoted() {
        assertThat(STORE.acquire("it's me\\", Duration.ofSeconds(1))
                        .statements()
                        .get(0))
                .contains(", E'it''s me\\\\', clock_timestamp()");
        String note = STORE.note(LEASE, new Progress(Version.of(9), Direction.REVERT, "ab", 3, true, "it's \\ bad"));
        assertThat(note)
                .contains(
                        "migration = '9', direction = 'REVERT', checksum = 'ab', repetitions = NULL, rows_changed = NULL, statements_done = 3,"
                                + " statement_running = true, error = E'it''s \\\\ bad', process_id = NULL, process_noted = NULL, jobs = NULL WHERE id = 1 AND token = 42 RETURNING");
    }

    /** CockroachDB has no process per session. */
    @Test
    void aNoteWithoutAProcessTellsWhenItWasWritten() {
        String note = STORE.note(
                LEASE, new Progress(Version.of(9), Direction.APPLY, "ab", 3, true, null, ServerProcess.NONE));
        assertThat(note)
                .contains("process_id = NULL, process_noted = CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS"
                        + " BIGINT), jobs = NULL WHERE id = 1")
                .doesNotContain("pg_backend_pid");
        assertThat(read(
                                STORE.lease(),
                                rows(
                                        LOOK,
                                        "me",
                                        "-5",
                                        "9",
                                        "APPLY",
                                        "ab",
                                        "3",
                                        "true",
                                        null,
                                        null,
                                        "1700000000000001",
                                        "71,72"))
                        .progress()
                        .process())
                .isEqualTo(new ServerProcess(0, 1_700_000_000_000_001L, List.of("71", "72")));
    }

    /** A late renewal must not note them beside what was noted in the meantime. */
    @Test
    void aRenewalNotesJobsOnlyBesideTheirStatement() {
        Progress noted = new Progress(Version.of(9), Direction.APPLY, "ab", 3, true, null);
        assertThat(STORE.renew(LEASE, noted.by(new ServerProcess(0, null, List.of("71", "72")))))
                .contains(
                        ", jobs = CASE WHEN migration = '9' AND direction = 'APPLY' AND statements_done = 3 THEN '71,72' ELSE"
                                + " jobs END WHERE id = 1 AND token = 42 AND expires_at > clock_timestamp()");
        assertThat(STORE.renew(LEASE, noted)).isEqualTo(STORE.renew(LEASE));
    }

    @Test
    void everyFenceFailsWithoutItsTokenAndARenewalAlsoWithoutItsTime() {
        for (String sql : List.of(STORE.fence(LEASE), STORE.note(LEASE, null), STORE.renew(LEASE))) {
            assertThat(sql)
                    .startsWith("WITH fence AS (UPDATE ")
                    .contains("WHERE id = 1 AND token = 42")
                    .endsWith("RETURNING token) SELECT 1 / count(*) FROM fence");
        }
        assertThat(STORE.renew(LEASE)).contains("AND expires_at > clock_timestamp()");
        assertThat(STORE.fence(LEASE)).doesNotContain("AND expires_at");
        assertThat(STORE.release(LEASE)).endsWith("WHERE id = 1 AND token = 42");
    }

    // ---- reading ----

    private static <T> T read(Query<T> query, Rows... answers) {
        return query.reader().apply(List.of(answers));
    }

    private static Rows rows(String columns, String... values) {
        List<String> names = List.of(columns.split(" "));
        return new Rows(names, values.length == 0 ? List.of() : List.of(Arrays.asList(values)));
    }

    private static final String LOOK =
            "owner remaining_ms migration direction checksum statements_done statement_running error process_id process_noted jobs";

    @Test
    void readsTheLease() {
        assertThat(read(STORE.lease(), rows(LOOK))).isEqualTo(new LeaseState.Free(null, null));
        assertThat(read(STORE.lease(), rows(LOOK, "me", "0", null, null, null, null, null, null, null, null, null)))
                .isEqualTo(new LeaseState.Free("me", null));
        assertThat(read(STORE.lease(), rows(LOOK, "me", "1", null, null, null, null, null, null, null, null, null)))
                .isEqualTo(new LeaseState.Held("me", Duration.ofMillis(1), null));
        assertThat(read(
                        STORE.lease(),
                        rows(
                                LOOK,
                                "me",
                                "-5",
                                "7",
                                "APPLY",
                                "ab",
                                "3",
                                "true",
                                "boom",
                                "42",
                                "1700000000000001",
                                null)))
                .isEqualTo(new LeaseState.Free(
                        "me",
                        new Progress(
                                Version.of(7),
                                Direction.APPLY,
                                "ab",
                                3,
                                true,
                                "boom",
                                new ServerProcess(42, 1_700_000_000_000_001L))));
        assertThat(read(STORE.lease(), rows(LOOK, "me", "5", "7", "REVERT", "", "0", "f", null, null, null, null)))
                .isEqualTo(new LeaseState.Held(
                        "me", Duration.ofMillis(5), new Progress(Version.of(7), Direction.REVERT, "", 0, false, null)));
    }

    @Test
    void revokingChangesTheTokenAndNoNoteAndTellsWhoHadTheLease() {
        Query<LeaseState> query = STORE.revoke("it's me");
        assertThat(query.statements())
                .allMatch(sql -> sql.contains(LEASE_TABLE))
                .satisfiesExactly(
                        look -> assertThat(look).startsWith("SELECT owner").endsWith(" FOR UPDATE"),
                        update -> assertThat(update)
                                .contains(
                                        "SET token = token % 9223372036854775807 + 1, owner = 'it''s me', acquired_at")
                                .endsWith("- (SELECT count(*) FROM " + LEASE_TABLE + " WHERE id = 1))")
                                .contains("expires_at = TIMESTAMP WITH TIME ZONE '1970")
                                .contains("migration = CASE WHEN migration ~ '^(([0-9]{1,18}|[0-8][0-9]{18}|9[0-1]")
                                .doesNotContain("statement_running =", "error ="));
        assertThat(read(
                        query,
                        rows(LOOK, "you", "10", null, null, null, null, null, null, null, null, null),
                        Rows.NONE))
                .isEqualTo(new LeaseState.Held("you", Duration.ofMillis(10), null));
        assertThat(read(query, rows(LOOK), Rows.NONE)).isEqualTo(new LeaseState.Free(null, null));
    }

    @Test
    void readsWhatCameOfAskingForTheLease() {
        Query<LeaseState> query = STORE.acquire("me", Duration.ofSeconds(9));
        Rows look = rows(LOOK, "me", "9000", null, null, null, null, null, null, null, null, null);
        assertThat(read(query, rows("token", "42"), look))
                .isEqualTo(new LeaseState.Granted(new Lease(42, "me", Duration.ofSeconds(9)), null));
        assertThat(read(
                        query,
                        rows("token"),
                        rows(LOOK, "you", "10", null, null, null, null, null, null, null, null, null)))
                .isEqualTo(new LeaseState.Held("you", Duration.ofMillis(10), null));
        assertThat(read(
                        query,
                        rows("token"),
                        rows(LOOK, "you", "0", null, null, null, null, null, null, null, null, null)))
                .isEqualTo(new LeaseState.Free("you", null));
    }
}
