package dev.manticore.migrations.internal.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.text.ScriptText.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shows how offsets in the text that is sent are mapped back to the file. */
class ScriptTextTest {

    @Test
    void aFileWithoutReplacementsIsItself() {
        ScriptText text = ScriptText.of("a\nbc", List.of());

        assertThat(text.text()).isSameAs(text.file());
        assertThat(text.inFile(3)).isEqualTo(3);
        assertThat(text.inFile(new TextRange(1, 4))).isEqualTo(new TextRange(1, 4));
        assertThat(text.locate(3)).isEqualTo(new TextPosition(2, 2));
    }

    @Test
    void anOffsetInsideAValueIsTheStartOfItsPlaceholder() {
        ScriptText text = ScriptText.of("x${a}y", List.of(new Replacement(1, 5, "ONE\nTWO")));

        assertThat(text.text()).isEqualTo("xONE\nTWOy");
        assertThat(text.inFile(0)).isZero();
        for (int inside = 1; inside < 8; inside++) {
            assertThat(text.inFile(inside)).isEqualTo(1);
        }
        assertThat(text.inFile(8)).isEqualTo(5);
        assertThat(text.inFile(9)).isEqualTo(6);
    }

    @Test
    void linesAndColumnsAreThoseOfTheFile() {
        ScriptText text =
                ScriptText.of("a${x}\nb${x}c", List.of(new Replacement(1, 5, "1\n2\n3"), new Replacement(7, 11, "")));

        int c = text.text().indexOf('c');
        assertThat(text.locate(c)).isEqualTo(new TextPosition(2, 6));
        assertThat(text.line(2)).isEqualTo("b${x}c");
        assertThat(text.excerpt(c)).isEqualTo("b${x}c\n     ^");
    }

    @Test
    void aPartHasItsPlaceholdersAsAWhole() {
        ScriptText text = ScriptText.of("a${x}b", List.of(new Replacement(1, 5, "one;two")));

        assertThat(text.inFile(new TextRange(0, 4)).text(text.file())).isEqualTo("a${x}");
        assertThat(text.inFile(new TextRange(5, 9)).text(text.file())).isEqualTo("${x}b");
        assertThat(text.inFile(new TextRange(0, 1)).text(text.file())).isEqualTo("a");
        assertThat(text.inFile(new TextRange(8, 9)).text(text.file())).isEqualTo("b");
        assertThat(text.inFile(new TextRange(2, 2))).isEqualTo(new TextRange(1, 1));
    }

    @Test
    void emptyValuesSideBySideAreBehindEachOther() {
        ScriptText text = ScriptText.of("a${x}${x}b", List.of(new Replacement(1, 5, ""), new Replacement(5, 9, "")));

        assertThat(text.text()).isEqualTo("ab");
        assertThat(text.inFile(1)).isEqualTo(9);
        assertThat(text.inFile(new TextRange(0, 1))).isEqualTo(new TextRange(0, 1));
    }

    /** Every character that was not replaced is found again, wherever replacements are. */
    @Test
    void everyOtherCharacterIsFoundAgain() {
        Random random = new Random(12);
        for (int round = 0; round < 500; round++) {
            StringBuilder file = new StringBuilder();
            List<Replacement> replacements = new ArrayList<>();
            List<Integer> plain = new ArrayList<>();
            for (int part = random.nextInt(8); part >= 0; part--) {
                if (random.nextBoolean()) {
                    int start = file.length();
                    file.append("${p}");
                    replacements.add(new Replacement(start, file.length(), "v".repeat(random.nextInt(7))));
                } else {
                    plain.add(file.length());
                    file.append((char) ('A' + random.nextInt(26)));
                }
            }
            ScriptText text = ScriptText.of(file.toString(), replacements);
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < text.text().length(); i++) {
                if (text.text().charAt(i) != 'v') {
                    found.add(text.inFile(i));
                    assertThat(text.inFile(new TextRange(i, i + 1)))
                            .isEqualTo(new TextRange(text.inFile(i), text.inFile(i) + 1));
                }
            }
            assertThat(found).isEqualTo(plain);
        }
    }
}
