package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.rules.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how {@code standard_conforming_strings} changes the meaning of backslashes. */
class StandardConformingStringsTest {

    private static final String SECOND = "SELECT 'a\\';b', N'\\';', '\\''\n'\\';'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = off",
                "set Standard_Conforming_Strings to 'off'",
                "SET SESSION \"standard_conforming_strings\" = False",
                "SET LOCAL standard_conforming_strings TO 0",
                "SET standard_conforming_strings = E'NO'",
                "SET standard_conforming_strings = of",
                "SELECT set_config('standard_conforming_strings', 'off', false)",
                "SELECT pg_catalog . Set_Config ('STANDARD_conforming_strings', $$f$$, true), 2",
                "SELECT set_config('x', 'y', true), set_config('standard_conforming_strings', 'off', true)"
            })
    void readsBackslashesAsEscapesFromTheNextStatementOn(String off) {
        String script =
                "SELECT 'a\\'; " + off + "; " + SECOND + "; SET standard_conforming_strings = DEFAULT; SELECT '\\'";
        SplitScript text = SqlSplitter.split(script);
        assertThat(text.statements())
                .extracting(statement -> statement.text(script))
                .containsExactly(
                        "SELECT 'a\\'", off, SECOND, "SET standard_conforming_strings = DEFAULT", "SELECT '\\'");
        assertThat(text.statements())
                .extracting(statement -> statement.has(Trait.BACKSLASH_STRINGS))
                .containsExactly(false, false, true, true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = on",
                "SET standard_conforming_strings = tr",
                "RESET standard_conforming_strings",
                "RESET ALL",
                "DISCARD ALL",
                "SELECT set_config('standard_conforming_strings', '1', false)"
            })
    void goesBack(String on) {
        String script = "SET standard_conforming_strings = off; SELECT '\\''; " + on + "; SELECT '\\';";
        assertThat(SqlSplitterTest.split(script)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = oops",
                "SET standard_conforming_strings",
                "SET other = 'standard_conforming_strings'",
                "SELECT 'standard_conforming_strings', 'off'",
                "SELECT set_config('standard_conforming_strings')",
                "ALTER ROLE r SET standard_conforming_strings = off",
                "CREATE FUNCTION f() RETURNS int SET standard_conforming_strings = off RETURN 1",
                "-- SET standard_conforming_strings = off\nSELECT $$SET standard_conforming_strings = off$$",
                "RESET other"
            })
    void ignoresTheRest(String other) {
        assertThat(SqlSplitterTest.split(other + "; SELECT '\\'; SELECT 2")).hasSize(3);
        String off = "SET standard_conforming_strings = off; ";
        assertThat(SqlSplitterTest.split(off + other + "; SELECT '\\''; SELECT 2"))
                .hasSize(4);
    }

    @Test
    void leavesOtherQuotesAlone() {
        assertThat(
                        SqlSplitterTest.split(
                                "SET standard_conforming_strings=off; SELECT \"\\\", U&\"\\\", $$\\$$, X'\\', U&'\\', E'\\''; SELECT 2"))
                .hasSize(3);
    }
}
