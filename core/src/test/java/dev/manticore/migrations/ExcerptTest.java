package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows how the line of an error is printed, with a caret below the column. */
class ExcerptTest {

    @Test
    void pointsAtTheColumn() {
        assertThat(point(7, 10, "SELECT * FRM x")).containsExactly("7 | SELECT * FRM x", "  |          ^");
    }

    @Test
    void repeatsTabs() {
        assertThat(point(12, 3, "\t\tFRM x")).containsExactly("12 | \t\tFRM x", "   | \t\t^");
    }

    @Test
    void countsCharactersAndNotCodeUnits() {
        assertThat(point(1, 4, "'😀'x")).containsExactly("1 | '😀'x", "  |     ^");
    }

    @Test
    void givesWideCharactersTwoColumnsAndCombiningOnesNone() {
        assertThat(point(1, 3, "名前x")).containsExactly("1 | 名前x", "  |     ^");
        assertThat(point(1, 3, "e\u0301x")).containsExactly("1 | e\u0301x", "  |  ^");
    }

    @Test
    void pointsBehindTheEndOfTheLine() {
        assertThat(point(1, 9, "SELECT")).containsExactly("1 | SELECT", "  |       ^");
    }

    @Test
    void cutsALongLineToWhatSurroundsTheColumn() {
        List<String> lines = point(1, 5_001, "x".repeat(5_000) + "!" + "y".repeat(5_000));

        assertThat(lines.get(0))
                .hasSizeLessThan(200)
                .contains("x!y")
                .startsWith("1 | …")
                .endsWith("…");
        assertThat(lines.get(1).indexOf('^')).isEqualTo(lines.get(0).indexOf('!'));
    }

    @Test
    void doesNotPassControlCharactersOn() {
        assertThat(point(1, 2, "\u001b[2J")).containsExactly("1 | \ufffd[2J", "  |  ^");
    }

    @Test
    void showsTheLineAloneWithoutAColumnAndNothingWithoutALine() {
        assertThat(point(3, 0, "SELECT")).containsExactly("3 | SELECT");
        assertThat(SourceLocation.file("V1__a.sql").excerpt()).isEmpty();
    }

    private static List<String> point(int line, int column, String text) {
        return new SourceLocation("V1__a.sql", line, column, text).excerpt();
    }
}
