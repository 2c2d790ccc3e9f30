package dev.manticore.migrations.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxScript.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows how a script is divided into messages. */
class TxPartTest {
    private static final TxStatement A = TxStatement.of("a");
    private static final TxStatement B = TxStatement.of("b");
    private static final TxStatement COPY = new TxStatement("copy", "1\n");

    @Test
    void sendsAllOfATransactionTogether() {
        assertThat(parts(Mode.TRANSACTION, A, B))
                .containsExactly("0: BEGIN ISOLATION LEVEL READ COMMITTED;|a|;|b|;|COMMIT");
    }

    @Test
    void sendsCopyDataBetweenWhatIsBeforeAndBehindIt() {
        assertThat(parts(Mode.TRANSACTION, A, COPY, B, COPY))
                .containsExactly(
                        "0: BEGIN ISOLATION LEVEL READ COMMITTED;|a", "1: copy 1|", "2: b", "3: copy 1|", "4: COMMIT");
    }

    @Test
    void beginsBeforeACopyThatComesFirst() {
        assertThat(parts(Mode.TRANSACTION, COPY))
                .containsExactly("0: BEGIN ISOLATION LEVEL READ COMMITTED;|", "0: copy 1|", "1: COMMIT");
    }

    @Test
    void addsNothingWithoutATransaction() {
        assertThat(parts(Mode.AUTOCOMMIT, A, B)).containsExactly("0: a|;|b");
        assertThat(parts(Mode.AUTOCOMMIT, COPY)).containsExactly("0: copy 1|");
        assertThat(parts(Mode.AUTOCOMMIT, A, COPY, COPY, B))
                .containsExactly("0: a", "1: copy 1|", "2: copy 1|", "3: b");
    }

    @Test
    void endsAMessageWhereTheReadingOfStringsChanges() {
        TxStatement set = TxStatement.of("SET Standard_Conforming_Strings = off");

        assertThat(parts(Mode.TRANSACTION, A, set, B))
                .containsExactly(
                        "0: BEGIN ISOLATION LEVEL READ COMMITTED;|a|;|SET Standard_Conforming_Strings = off",
                        "2: b|;|COMMIT");
        assertThat(parts(Mode.TRANSACTION, A, set))
                .containsExactly(
                        "0: BEGIN ISOLATION LEVEL READ COMMITTED;|a|;|SET Standard_Conforming_Strings = off|;|COMMIT");
    }

    private static List<String> parts(Mode mode, TxStatement... statements) {
        return TxPart.of(new TxScript(mode, List.of(statements))).stream()
                .map(TxPartTest::text)
                .toList();
    }

    private static String text(TxPart part) {
        String text = part instanceof TxPart.Copy copy
                ? copy.sql() + " " + copy.data()
                : ((TxPart.Message) part).text().sql();
        return part.first() + ": " + text.replace('\n', '|');
    }
}
