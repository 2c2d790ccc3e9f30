package dev.manticore.migrations.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryPlaces;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows the statements of the default history store, and how it reads their rows. */
class TableHistoryStoreTest {
    private static final Database POSTGRES = new Database(Product.POSTGRESQL, "17");
    private static final Database COCKROACH = new Database(Product.COCKROACHDB, "25.4");
    private static final HistoryStore STORE = HistoryStore.table("my \"app\"", "my \"table\"");
    private static final String TABLE = "\"my \"\"app\"\"\".\"my \"\"table\"\"\"";
    private static final String REPEATABLE = "\"my \"\"app\"\"\".\"my \"\"table\"\"_repeatable\"";

    @Test
    void everyNameIsQuotedWhereverItStands() {
        assertThat(STORE.table()).isEqualTo(TABLE);
        String select = "SELECT * FROM " + TABLE + " RIGHT JOIN (SELECT 1 AS always) AS one ON true ORDER BY version";
        assertThat(STORE.history(POSTGRES).statements()).hasSize(2).endsWith(select);
        assertThat(STORE.history(POSTGRES).statements().get(0))
                .contains("to_regclass('" + TABLE + "')", "c.relname = 'my \"table\"'");
        assertThat(STORE.history(COCKROACH).statements()).containsExactly(select);
        assertThat(STORE.create(POSTGRES))
                .satisfiesExactly(
                        history -> assertThat(history)
                                .startsWith("CREATE TABLE IF NOT EXISTS " + TABLE + " (version BIGINT"),
                        repeatable -> assertThat(repeatable)
                                .startsWith("CREATE TABLE IF NOT EXISTS " + REPEATABLE + " (name TEXT"));
        assertThat(STORE.complete(POSTGRES)).hasSize(7);
        assertThat(STORE.complete(POSTGRES).subList(0, 6))
                .allMatch(sql -> sql.startsWith("ALTER TABLE " + TABLE + " "));
        assertThat(STORE.complete(POSTGRES).get(6))
                .isEqualTo("ALTER TABLE IF EXISTS " + REPEATABLE + " ADD COLUMN IF NOT EXISTS content_checksum TEXT");
        assertThat(STORE.createSchema()).hasValue("CREATE SCHEMA IF NOT EXISTS \"my \"\"app\"\"\"");
        assertThat(STORE.erase(Version.of(7)))
                .isEqualTo("WITH outdated AS (UPDATE " + REPEATABLE
                        + " SET checksum = NULL, content_checksum = NULL WHERE checksum IS NOT NULL RETURNING 1), written AS (DELETE FROM "
                        + TABLE + " WHERE version = 7 RETURNING 1) SELECT 1 / count(*) FROM written");
        RepeatableName name = new RepeatableName("it's");
        assertThat(STORE.erase(name))
                .isEqualTo("WITH written AS (DELETE FROM " + REPEATABLE
                        + " WHERE name = 'it''s' RETURNING 1) SELECT 1 / count(*) FROM written");
        assertThat(STORE.record(new HistoryEntry(name, "it's", "c", "me", Duration.ZERO)))
                .startsWith("WITH written AS (INSERT INTO " + REPEATABLE + " (name, ")
                .contains("VALUES ('it''s', now(), 'c', 0, 'me', 'script', NULL) ON CONFLICT (name) DO UPDATE SET");
        assertThat(STORE.repeatables(POSTGRES).statements())
                .containsExactly("SELECT * FROM " + REPEATABLE + " ORDER BY name");
    }

    /** A later schema of the search path may have one, which is another application's. */
    @Test
    void theRepeatableMigrationsAreThoseOfTheCurrentSchema() {
        assertThat(HistoryStore.table(null, "it's").repeatables(POSTGRES).statements())
                .satisfiesExactly(
                        check -> assertThat(check)
                                .startsWith("SELECT 1 / count(*) FROM")
                                .endsWith("c.relname = 'it''s_repeatable' AND n.nspname = current_schema()"),
                        read -> assertThat(read).contains("FROM \"it's_repeatable\""));
    }

    @Test
    void aTableOfNoSchemaIsLookedForOnTheSearchPath() {
        HistoryStore store = HistoryStore.table(null, "it's");
        assertThat(store.history(POSTGRES).statements()).hasSize(2);
        assertThat(store.history(POSTGRES).statements().get(0))
                .contains("to_regclass('\"it''s\"')", "c.relname = 'it''s'");
        assertThat(store.history(COCKROACH).statements().get(0))
                .contains("CAST('\"it''s\"' AS REGCLASS)")
                .doesNotContain("to_regclass");
        assertThat(store.in("found").table()).isEqualTo("\"found\".\"it's\"");
        assertThat(store.createSchema()).isEmpty();
        assertThat(store.in("found").history(POSTGRES).statements())
                .as("it was found there")
                .hasSize(1);
        assertThat(store.in("found").createSchema()).as("nobody asked for it").isEmpty();
        assertThat(STORE.in("other")).isEqualTo(STORE);
    }

    @Test
    void valuesAreQuoted() {
        String record = STORE.record(new HistoryEntry(Version.of(1), "it's", "ab", "o'hara", null));
        assertThat(record).contains("(1, 'it''s', 'ab', CAST(", ", 'o''hara', 'script', NULL)");
        assertThat(STORE.record(new HistoryEntry(Version.of(1), "a", "b", "c", Duration.ofMillis(1234))))
                .endsWith(
                        "VALUES (1, 'a', 'b', 1234, 'c', 'script', NULL) RETURNING 1) SELECT 1 / count(*) FROM written");
    }

    @Test
    void anUpdateKeepsWhatHappened() {
        HistoryEntry entry = new HistoryEntry(
                Version.of(1), "it's", "ab", "me", Duration.ZERO, AppliedMigration.Kind.WITHOUT_FILE, null, "1:cd");
        assertThat(STORE.update(entry))
                .isEqualTo("WITH written AS (UPDATE " + TABLE + " SET description = 'it''s', checksum = 'ab',"
                        + " kind = 'without file', content_checksum = '1:cd' WHERE version = 1 RETURNING 1) SELECT 1 /"
                        + " count(*) FROM written");
        HistoryEntry repeatable = new HistoryEntry(
                new RepeatableName("it's"),
                "it's",
                null,
                "me",
                Duration.ZERO,
                AppliedMigration.Kind.SCRIPT,
                null,
                null);
        assertThat(STORE.update(repeatable))
                .isEqualTo(
                        "WITH written AS (UPDATE " + REPEATABLE + " SET checksum = NULL, kind = 'script',"
                                + " content_checksum = NULL WHERE name = 'it''s' RETURNING 1) SELECT 1 / count(*) FROM written");
    }

    @Test
    void theVersionIsWidenedBeforeTheTableCountsAsComplete() {
        assertThat(STORE.complete(POSTGRES).get(0)).endsWith("ALTER COLUMN version TYPE BIGINT");
        assertThat(STORE.complete(COCKROACH)).hasSize(6).noneMatch(sql -> sql.contains("TYPE BIGINT"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 53})
    void aTablesNameIsOneTo52BytesLong(int length) {
        assertThatThrownBy(() -> HistoryStore.table(null, "x".repeat(length)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 52 bytes");
    }

    @Test
    void lengthsAreCountedInBytes() {
        assertThat(HistoryStore.table(null, "x".repeat(52)).table()).hasSize(54);
        assertThat(HistoryStore.table(null, "\u00e4".repeat(26)).table()).hasSize(28);
        assertThatThrownBy(() -> HistoryStore.table(null, "\u00e4".repeat(27)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HistoryStore.table("x".repeat(64), "t")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HistoryStore.table("", "t")).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- reading ----

    private static <T> T read(Query<T> query, Rows... answers) {
        return query.reader().apply(List.of(answers));
    }

    /** What is asked before the history, of a store whose schema is named. */
    private static final Rows CHECKED = new Rows(List.of("checked"), List.of(List.of("1")));

    private static Rows rows(String columns, String... values) {
        List<String> names = List.of(columns.split(" "));
        return new Rows(names, values.length == 0 ? List.of() : List.of(Arrays.asList(values)));
    }

    @Test
    void readsATableOfThreeColumns() {
        History history = read(
                STORE.history(POSTGRES),
                CHECKED,
                rows("version description applied_at", "1", "one", "2026-01-02 03:04:05+00"));
        assertThat(history.complete()).isFalse();
        assertThat(history.schema()).isNull();
        assertThat(history.entries())
                .containsExactly(new AppliedMigration(
                        Version.of(1), "one", Instant.parse("2026-01-02T03:04:05Z"), null, null, null));
    }

    @Test
    void readsItsOwnTableAndMore() {
        History history = read(
                STORE.history(POSTGRES),
                CHECKED,
                rows(
                        "applied_by extra execution_ms version description applied_at checksum kind content_checksum",
                        "me",
                        "x",
                        "12",
                        "9223372036854775807",
                        "d",
                        "2026-01-02 03:04:05.123456+05:30",
                        "ab",
                        "baseline script",
                        "1:cd"));
        assertThat(history.complete()).isTrue();
        assertThat(history.entries())
                .containsExactly(new AppliedMigration(
                        Version.of(Long.MAX_VALUE),
                        "d",
                        Instant.parse("2026-01-01T21:34:05.123456Z"),
                        "ab",
                        Duration.ofMillis(12),
                        "me",
                        AppliedMigration.Kind.BASELINE_SCRIPT,
                        "1:cd"));
    }

    @Test
    void anEmptyTableOfThreeColumnsIsNotCompleteEither() {
        assertThat(read(STORE.history(POSTGRES), CHECKED, rows("version description applied_at"))
                        .complete())
                .isFalse();
    }

    @Test
    void theSchemaIsTheCurrentOne() {
        Query<History> query = HistoryStore.table(null, "t").history(POSTGRES);
        Rows none = rows("version description applied_at checksum execution_ms applied_by kind content_checksum");
        assertThat(read(query, rows("current checked", "mine", "1"), none).schema())
                .isEqualTo("mine");
        assertThat(read(query, rows("current checked", null, "1"), none).schema())
                .isNull();
    }

    @Test
    void historiesElsewhereAreAllButItsOwn() {
        Rows all = new Rows(List.of("place"), List.of(List.of("app"), List.of("mine"), List.of("my \"app\"")));
        assertThat(read(HistoryStore.table(null, "t").elsewhere(POSTGRES), rows("current", "mine"), all))
                .isEqualTo(new HistoryPlaces("mine", false, List.of("app", "my \"app\"")));
        assertThat(read(STORE.elsewhere(POSTGRES), rows("current", "mine"), all))
                .isEqualTo(new HistoryPlaces("my \"app\"", true, List.of("app", "mine")));
        assertThat(read(STORE.elsewhere(POSTGRES), rows("current"), rows("place"))
                        .others())
                .isEmpty();
    }
}
