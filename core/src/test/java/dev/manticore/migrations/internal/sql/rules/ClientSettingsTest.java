package dev.manticore.migrations.internal.sql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which settings a client cannot work with. */
class ClientSettingsTest {

    private static Optional<String> unbearable(String sql) {
        SplitScript script = SqlSplitter.split(sql);
        return script.unbearable(script.statements().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SET client_encoding = 'LATIN1' | client_encoding = LATIN1",
                "SET SESSION client_encoding TO sql_ascii | client_encoding = sql_ascii",
                "set \"client_encoding\" to win1252; | client_encoding = win1252",
                "SET NAMES 'SQL_ASCII' | client_encoding = SQL_ASCII",
                "SET datestyle = 'German, DMY' | datestyle = German, DMY",
                "SET DateStyle TO SQL, DMY | datestyle = SQL, DMY",
                "SELECT set_config('datestyle', 'postgres', false) | datestyle = postgres",
                "SELECT pg_catalog.set_config('client_encoding', 'LATIN1', false) | client_encoding = LATIN1"
            })
    void isNamed(String sql, String setting) {
        assertThat(unbearable(sql)).contains(setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET client_encoding = 'UTF8'",
                "SET client_encoding TO DEFAULT",
                "SET NAMES 'utf-8'",
                "SET LOCAL client_encoding = 'LATIN1'",
                "SET LOCAL datestyle TO 'SQL, DMY'",
                "SET datestyle = 'ISO, DMY'",
                "SET datestyle = iso, mdy",
                "SET datestyle = 'DMY'",
                "RESET datestyle",
                "SET app.datestyle = 'German'",
                "SET SESSION AUTHORIZATION german",
                "SET search_path = sql",
                "SELECT set_config('datestyle', 'German', true)",
                "SELECT 'SET datestyle = German'"
            })
    void isNoProblem(String sql) {
        assertThat(unbearable(sql)).isEmpty();
    }
}
