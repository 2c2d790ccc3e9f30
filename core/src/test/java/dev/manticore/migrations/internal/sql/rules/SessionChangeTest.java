package dev.manticore.migrations.internal.sql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what takes back what a statement changes in its session, and where SET TRANSACTION and CALL are recognised. */
class SessionChangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SET search_path = a | SETTING",
                "SET SESSION AUTHORIZATION a | SETTING",
                "RESET search_path | SETTING",
                "SET temp_buffers = '1MB' | LASTING",
                "RESET ALL | LASTING",
                "DISCARD ALL | LASTING",
                "DISCARD TEMP | TEMPORARY_OBJECT",
                "CREATE TEMP TABLE a () | TEMPORARY_OBJECT",
                "SELECT set_config('a', 'b', false) INTO TEMP t | SETTING TEMPORARY_OBJECT",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1 | CURSOR",
                "UNLISTEN * | CHANNEL",
                "PREPARE p AS SELECT 1 | LASTING",
                "LOAD 'x' | LASTING",
                "SELECT pg_advisory_lock(1), set_config('a', 'b', false) | SETTING LASTING",
                "DO $$ BEGIN SET temp_buffers = 1; CREATE TEMP TABLE a (); PERFORM set_config('a', 'b', false); END $$ |"
                        + " SETTING TEMPORARY_OBJECT LASTING",
                "DO LANGUAGE plperlu $$ spi_exec_query(\"SELECT set_config('a', 'b', false)\"); # ' $$ | SETTING"
            })
    void isTakenBackByItsKind(String sql, String kinds) {
        SplitScript script = SqlSplitter.split(sql);
        assertThat(script.sessionChanges(script.statements().get(0)))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(kinds.split(" "))
                        .map(SessionChange::valueOf)
                        .toList());
    }

    @Test
    void nothingIsChangedWhereTheTransactionEndsIt() {
        SplitScript script = SqlSplitter.split("SET LOCAL search_path = a");
        assertThat(script.sessionChanges(script.statements().get(0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET LOCAL transaction_isolation = 'serializable'",
                "SET transaction_read_only = off"
            })
    void setsTheTransactionsMode(String sql) {
        assertThat(setsMode(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET TRANSACTION.x = 1",
                "SET transaction_isolation.x = 1",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                "SET CONSTRAINTS ALL DEFERRED",
                "SET search_path = a"
            })
    void setsSomethingElse(String sql) {
        assertThat(setsMode(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CALL p()", "DO $$ BEGIN IF true THEN CALL p(); END IF; END $$"})
    void callsAProcedure(String sql) {
        assertThat(SqlSplitter.split(sql).statements().get(0).has(Trait.CALLS_PROCEDURE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT call()", "DO $$ BEGIN PERFORM p(); RAISE 'CALL p()'; END $$", "CREATE TABLE call ()"})
    void callsNone(String sql) {
        assertThat(SqlSplitter.split(sql).statements().get(0).has(Trait.CALLS_PROCEDURE))
                .isFalse();
    }

    private static boolean setsMode(String sql) {
        SplitScript script = SqlSplitter.split(sql);
        return script.setsTransactionMode(script.statements().get(0));
    }
}
