package dev.manticore.migrations.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how statements become one message, and how an answer is matched to its statement. */
class TxMessageTest {

    @Test
    void joinsStatementsAsATransaction() {
        TxMessage message = message(true, true, "SELECT 1", "SELECT 2 -- two");

        assertThat(message.sql())
                .isEqualTo("BEGIN ISOLATION LEVEL READ COMMITTED;\nSELECT 1\n;\nSELECT 2 -- two\n;\nCOMMIT");
        assertThat(message.answers()).isEqualTo(4);
    }

    @Test
    void addsNothingToASingleStatement() {
        assertThat(message(false, false, "VACUUM").sql()).isEqualTo("VACUUM");
    }

    @Test
    void holdsBeginOrCommitAlone() {
        assertThat(message(true, false).sql()).isEqualTo("BEGIN ISOLATION LEVEL READ COMMITTED;\n");
        assertThat(message(true, false).answers()).isEqualTo(1);
        assertThat(message(false, true).sql()).isEqualTo("COMMIT");
        assertThat(message(false, true).statementAfter(0)).isZero();
    }

    @Test
    void countsAnswersUpToTheStatementThatFailed() {
        TxMessage message = message(true, true, "SELECT 1", "SELECT 2");

        assertThat(message.statementAfter(0)).isEqualTo(-1);
        assertThat(message.statementAfter(1)).isEqualTo(0);
        assertThat(message.statementAfter(2)).isEqualTo(1);
        assertThat(message.statementAfter(3)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "-- a", "/* a /* b */ c */ -- d", ";", "/* open", "--"})
    void expectsNoAnswerToAStatementThatSaysNothing(String blank) {
        TxMessage message = message(true, true, "SELECT 1", blank, "SELECT 3");

        assertThat(message.answers()).isEqualTo(4);
        assertThat(message.statementAfter(2)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- a\nSELECT 1", "/* a */SELECT 1", "/* /* */ */ SELECT 1", "-- a\rSELECT 1", "- 1"})
    void expectsAnAnswerBehindAComment(String statement) {
        assertThat(message(false, false, statement).answers()).isEqualTo(1);
    }

    @Test
    void findsAStatementByItsPositionEvenBeforeAnyAnswer() {
        TxMessage message = message(true, true, "SELECT '😀'", "SELECT é FROM", "SELECT 3");
        int position = message.sql().codePointCount(0, message.sql().indexOf("FROM")) + 1;

        assertThat(message.failed(0, position)).isEqualTo(1);
        assertThat(message.positionIn(1, position)).isEqualTo("SELECT é ".length() + 1);
        assertThat(message.failed(0, 0)).isEqualTo(-1);
        assertThat(message.failed(0, 1)).isEqualTo(-1);
        assertThat(message.failed(3, 0)).isEqualTo(2);
    }

    @Test
    void trustsTheCountOnceSomethingWasCarriedOut() {
        TxMessage message = message(true, true, "SELECT 1", "EXECUTE prepared", "SELECT 3");

        assertThat(message.failed(2, 8)).isEqualTo(1);
        assertThat(message.positionIn(1, 8)).isZero();
        assertThat(message.positionIn(1, message.sql().indexOf("3") + 1)).isZero();
    }

    @Test
    void keepsAPositionBehindTheEndWithinReach() {
        TxMessage message = message(true, true, "SELECT 1 +", "SELECT 2");
        int semicolon = message.sql().indexOf(";\nSELECT 2") + 1;

        assertThat(message.failed(0, semicolon)).isZero();
        assertThat(message.positionIn(0, semicolon)).isEqualTo("SELECT 1 +".length() + 1);
        assertThat(message.failed(0, 1_000)).isEqualTo(1);
        assertThat(message.positionIn(0, 1)).isZero();
        assertThat(message.positionIn(-1, 5)).isZero();
    }

    @Test
    void tellsWhatEachStatementReturned() {
        Rows one = new Rows(List.of("one"), List.of());
        Rows three = new Rows(List.of("three"), List.of());

        assertThat(message(true, true, "SELECT 1", "-- two", "SELECT 3")
                        .rows(List.of(Rows.NONE, one, three, Rows.NONE)))
                .containsExactly(one, Rows.NONE, three);
        assertThat(message(false, false, "SELECT 1", "SELECT 3").rows(List.of(one, three)))
                .containsExactly(one, three);
        assertThat(message(false, false, "-- one").rows(List.of())).containsExactly(Rows.NONE);
    }

    private static TxMessage message(boolean begin, boolean commit, String... statements) {
        return TxMessage.of(Arrays.stream(statements).map(TxStatement::of).toList(), begin, commit);
    }
}
