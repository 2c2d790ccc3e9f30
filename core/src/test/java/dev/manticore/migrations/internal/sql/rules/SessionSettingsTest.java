package dev.manticore.migrations.internal.sql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which statements set something for the session, and which of them are repeated in a new one. */
class SessionSettingsTest {

    private static boolean changesUser(String sql) {
        SplitScript text = SqlSplitter.split(sql);
        return text.changesUser(text.statements().get(0));
    }

    private static boolean isSetting(String sql) {
        SplitScript text = SqlSplitter.split(sql);
        return text.isSetting(text.statements().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE r",
                "set /* c */ local role r",
                "SET SESSION ROLE r",
                "SET SESSION AUTHORIZATION r",
                "SET SESSION SESSION AUTHORIZATION r",
                "SET LOCAL SESSION AUTHORIZATION r",
                "SET role TO r",
                "SET session_authorization = r"
            })
    void changesTheUser(String sql) {
        assertThat(changesUser(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESET ROLE",
                "SET role.x = 1",
                "SET search_path = role",
                "SELECT 'SET ROLE r'",
                "SET local.role = 1"
            })
    void doesNotChangeTheUser(String sql) {
        assertThat(changesUser(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = a",
                "PREPARE p AS SELECT 1",
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "SELECT /* c */ \"set_config\"('a.b', '(', false)"
            })
    void canBeSaidAgainInANewSession(String sql) {
        assertThat(isSetting(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL search_path = a",
                "DISCARD ALL",
                "CREATE TEMP TABLE t (a int)",
                "SELECT set_config('a.b', next(), false)",
                "SELECT set_config('a.b', 'x', false) FROM t",
                "SELECT set_config('a.b', 'x', false), 1"
            })
    void isNotSaidAgain(String sql) {
        assertThat(isSetting(sql)).isFalse();
    }

    @Test
    void settingsOfSomebodysOwnAreFoundWhereverTheyAre() {
        SplitScript text =
                SqlSplitter.split("DO $$ BEGIN SET app.tenant = 1; PERFORM set_config('app.b.c', x, false); END $$");
        assertThat(text.customSettings(text.statements().get(0))).containsExactly("app.tenant", "app.b.c");
    }

    @Test
    void otherStatementsAreNotLookedInto() {
        SplitScript text = SqlSplitter.split("SELECT a.b");
        assertThat(text.customSettings(text.statements().get(0))).isEmpty();
    }
}
