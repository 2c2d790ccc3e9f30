package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Shows what is left of text that others wrote when it goes to a terminal or a log. */
class PrintableTest {

    @Test
    void controlCharactersAreShownAsTheirCodes() {
        assertThat(Printable.line("a\u001b[31mb\u001b]0;title\u0007c\u009b2Jd\u007f"))
                .isEqualTo("a\\u001B[31mb\\u001B]0;title\\u0007c\\u009B2Jd\\u007F");
        assertThat(Printable.line("a\rb\nc\td")).isEqualTo("a\\u000Db\\u000Ac\\u0009d");
        assertThat(Printable.text("a\rb\nc\td\r\ne")).isEqualTo("a\\u000Db\nc\td\ne");
        assertThat(Printable.line("a\u2028b\u0085c")).isEqualTo("a\\u2028b\\u0085c");
    }

    @Test
    void changesOfDirectionAreShownAsTheirCodes() {
        assertThat(Printable.text("V1\u202egpj.sql \u2066x\u2069 \u200f"))
                .isEqualTo("V1\\u202Egpj.sql \\u2066x\\u2069 \\u200F");
    }

    @Test
    void everyOtherTextStaysAsItIs() {
        String text = "größe 表 \ud83d\ude80 עברית e\u0301 \ud83d\udc68\u200d\ud83d\udc69";
        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void halfACharacterIsShownAsItsCode() {
        assertThat(Printable.line("a\ud83d")).isEqualTo("a\\uD83D");
    }
}
