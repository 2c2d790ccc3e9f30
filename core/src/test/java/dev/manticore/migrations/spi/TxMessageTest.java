package dev.manticore.migrations.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TxMessageTest {
    private static final String ROCKETS = "SELECT '\uD83D\uDE80\uD83D\uDE80'";

    private static List<TxStatement> statements(String... sql) {
        return Arrays.stream(sql).map(TxStatement::of).toList();
    }

    private static int position(String message, String part) {
        return message.codePointCount(0, message.indexOf(part)) + 1;
    }

    @Test
    void joinsStatementsSoThatACommentSwallowsNoSemicolon() {
        TxMessage message = TxMessage.of(statements("SELECT 1 -- one", "SELECT 2"), true, true);
        assertThat(message.sql()).isEqualTo("BEGIN;\nSELECT 1 -- one\n;\nSELECT 2\n;\nCOMMIT");
        assertThat(message.answers()).isEqualTo(4);
    }

    @Test
    void aSingleStatementIsSentAsItIs() {
        assertThat(TxMessage.of(statements("VACUUM"), false, false).sql()).isEqualTo("VACUUM");
        assertThat(TxMessage.of(statements(), false, false).sql()).isEmpty();
        assertThat(TxMessage.of(statements(), true, true).sql()).isEqualTo("BEGIN;\nCOMMIT");
    }

    @Test
    void theNumberOfAnswersTellsWhichStatementFailed() {
        TxMessage message =
                TxMessage.of(statements("SELECT 1", "-- nothing\n/* a /* b */ */ ;", "SELECT 2"), true, true);
        assertThat(message.answers()).isEqualTo(4);
        assertThat(message.failed(0, 0)).isEqualTo(-1);
        assertThat(message.failed(1, 0)).isEqualTo(0);
        assertThat(message.failed(2, 0)).isEqualTo(2);
        assertThat(message.failed(3, 0)).isEqualTo(3);
        assertThat(message.failed(99, 0)).isEqualTo(3);
    }

    @Test
    void aPositionTellsWhichStatementAndWhereInItCountedInCodePoints() {
        TxMessage message = TxMessage.of(statements(ROCKETS, ROCKETS + ", nonsense", "SELECT 3"), true, true);
        int position = position(message.sql(), "nonsense");
        assertThat(message.failed(0, position)).isEqualTo(1);
        assertThat(message.positionIn(1, position)).isEqualTo(ROCKETS.codePointCount(0, ROCKETS.length()) + 3);
    }

    @Test
    void everyPlaceOfEveryStatementIsMappedBack() {
        List<TxStatement> statements = statements(ROCKETS, "x", "\uD83D\uDE80");
        for (boolean begin : new boolean[] {true, false}) {
            TxMessage message = TxMessage.of(statements, begin, true);
            int from = begin ? "BEGIN;\n".length() : 0;
            for (int i = 0; i < statements.size(); i++) {
                String sql = statements.get(i).sql();
                int length = sql.codePointCount(0, sql.length());
                for (int place = 1; place <= length + 1; place++) {
                    assertThat(message.failed(0, from + place)).isEqualTo(i);
                    assertThat(message.positionIn(i, from + place)).isEqualTo(place);
                }
                from += length + "\n;\n".length();
            }
        }
    }

    @Test
    void placesOutsideAreClamped() {
        TxMessage message = TxMessage.of(statements("SELECT 1", "SELECT 2"), true, true);
        assertThat(message.failed(0, 1)).isEqualTo(-1);
        assertThat(message.failed(0, 9_999)).isEqualTo(1);
        assertThat(message.positionIn(0, 1)).isZero();
        assertThat(message.positionIn(0, 9_999)).isEqualTo(9);
        assertThat(message.positionIn(-1, 5)).isZero();
        assertThat(message.positionIn(2, 5)).isZero();
        assertThat(message.positionIn(0, 0)).isZero();
    }
}
