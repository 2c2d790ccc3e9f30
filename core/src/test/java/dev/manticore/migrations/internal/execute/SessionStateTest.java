package dev.manticore.migrations.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Rows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows which statements restore a session that a script has changed. */
class SessionStateTest {

    private static SessionState state(String... triples) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < triples.length; i += 3) {
            rows.add(List.of(triples[i], triples[i + 1], triples[i + 2]));
        }
        return SessionState.read(new Rows(List.of("kind", "name", "value"), rows));
    }

    @Test
    void whatDidNotChangeNeedsNoStatement() {
        SessionState state = state("setting", "search_path", "app", "prepared", "p", "", "lock", "advisory", "");
        assertThat(state.restore(state)).isEmpty();
    }

    @Test
    void aSettingThatIsNewIsReset() {
        assertThat(state().restore(state("setting", "search_path", "nowhere")))
                .containsExactly("RESET \"search_path\"");
    }

    @Test
    void aSettingThatWasDifferentOrIsGoneGetsItsValueBack() {
        assertThat(state("setting", "search_path", "it's").restore(state("setting", "search_path", "x")))
                .containsExactly("SELECT pg_catalog.set_config('search_path', 'it''s', false)");
        assertThat(state("setting", "search_path", "app").restore(state()))
                .containsExactly("SELECT pg_catalog.set_config('search_path', 'app', false)");
    }

    @Test
    void theUserComesFirst() {
        List<String> statements = state("setting", "session_authorization", "shop", "setting", "role", "none")
                .restore(state(
                        "setting", "session_authorization", "bob", "setting", "role", "admin", "setting", "a", "b"));
        assertThat(statements).hasSize(3);
        assertThat(statements.get(0)).contains("session_authorization").contains("'shop'");
    }

    @Test
    void everyKindIsUndoneAndNamesAreQuoted() {
        assertThat(state().restore(state(
                        "prepared",
                        "p\"q",
                        "",
                        "channel",
                        "c",
                        "",
                        "cursor",
                        "k",
                        "",
                        "lock",
                        "advisory",
                        "",
                        "temporary",
                        "t",
                        "r",
                        "temporary",
                        "u",
                        "v")))
                .containsExactlyInAnyOrder(
                        "DEALLOCATE \"p\"\"q\"",
                        "UNLISTEN \"c\"",
                        "CLOSE \"k\"",
                        "SELECT pg_catalog.pg_advisory_unlock_all()",
                        "DISCARD TEMP")
                .endsWith("DISCARD TEMP");
    }
}
