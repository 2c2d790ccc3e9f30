package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import org.junit.jupiter.api.Test;

/** Shows how positions in a script become lines and columns. */
class SplitScriptTest {

    private static final String SCRIPT = "a\r\nb\rc😀d\n\n e";
    private final SplitScript text = SqlSplitter.split(SCRIPT);

    @Test
    void locatesOffsetsInCodePoints() {
        assertThat(text.locate(0)).isEqualTo(new TextPosition(1, 1));
        assertThat(text.locate(3)).isEqualTo(new TextPosition(2, 1));
        assertThat(text.locate(SCRIPT.indexOf('c'))).isEqualTo(new TextPosition(3, 1));
        assertThat(text.locate(SCRIPT.indexOf('d'))).isEqualTo(new TextPosition(3, 3));
        assertThat(text.locate(SCRIPT.indexOf('e'))).isEqualTo(new TextPosition(5, 2));
        assertThat(text.locate(SCRIPT.length()))
                .isEqualTo(new TextPosition(5, 3))
                .hasToString("line 5, column 3");
        assertThatThrownBy(() -> text.locate(SCRIPT.length() + 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void givesLinesWithoutTheirEnds() {
        assertThat(text.line(1)).isEqualTo("a");
        assertThat(text.line(2)).isEqualTo("b");
        assertThat(text.line(3)).isEqualTo("c😀d");
        assertThat(text.line(4)).isEmpty();
        assertThat(text.line(5)).isEqualTo(" e");
        assertThatThrownBy(() -> text.line(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.line(6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(text.excerpt(SCRIPT.indexOf('d'))).isEqualTo("c😀d\n  ^");
        assertThat(text.excerpt(2)).isEqualTo("a\n ^");
    }

    @Test
    void mapsTheServersPositions() {
        String script = "SELECT '😀';\n-- 😀\nSELECT '😀' || x;";
        SplitScript text = SqlSplitter.split(script);
        SqlStatement second = text.statements().get(1);
        // PostgreSQL: column "x" does not exist, position 15.
        assertThat(text.offsetOf(second, 15)).isEqualTo(script.indexOf('x'));
        assertThat(text.positionOf(second, script.indexOf('x'))).isEqualTo(15);
        assertThat(text.locate(text.offsetOf(second, 15))).isEqualTo(new TextPosition(3, 15));
        assertThat(text.offsetOf(second, 0)).isEqualTo(second.start());
        assertThat(text.offsetOf(second, 1)).isEqualTo(second.start());
        assertThat(text.offsetOf(second, 16)).isEqualTo(second.end());
        assertThat(text.offsetOf(second, Integer.MAX_VALUE)).isEqualTo(second.end());
        assertThatThrownBy(() -> text.positionOf(second, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void checksAndCopiesWhatAStatementIsMadeOf() {
        assertThatThrownBy(() -> new SqlStatement(2, 2, Effect.DATA, java.util.Set.of(), null))
                .isInstanceOf(IllegalArgumentException.class);
        SqlStatement statement = SqlSplitter.split("VACUUM").statements().get(0);
        assertThatThrownBy(() -> statement.traits().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(statement.traits()).hasToString("[REFUSES_TRANSACTION, REPEATABLE]");
    }
}
