package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text that checksums are computed from. */
class NormalisedTextTest {

    private static String normalised(String script) {
        return SqlSplitter.split(script).normalised();
    }

    @Test
    void leavesAPlainTextAsItIs() {
        String text = "SELECT 1;\n-- c\n";
        assertThat(normalised(text)).isSameAs(text);
    }

    @Test
    void removesTheByteOrderMarkAndReplacesLineTerminators() {
        assertThat(normalised("\ufeffSELECT 1;\r\n\r\rSELECT '\ufeff\r\n';\n\r"))
                .isEqualTo("SELECT 1;\n\n\nSELECT '\ufeff\n';\n\n");
        assertThat(normalised("\ufeff")).isEmpty();
        assertThat(normalised("-- c\nDROP TABLE t;")).isNotEqualTo(normalised("-- cDROP TABLE t;"));
    }

    @Test
    void removesTheRestrictLinesOfPgDump() {
        String dump = "--\n%sSELECT 1;\n%s";
        assertThat(normalised(dump.formatted("\\restrict a1\n", "\\unrestrict a1\n")))
                .isEqualTo(dump.formatted("", ""));
        assertThat(normalised(dump.formatted("\\restrict a1\r\n", "\\unrestrict a1")))
                .isEqualTo(dump.formatted("", ""));
        assertThat(normalised("\ufeff\\restrict a1\rSELECT 1")).isEqualTo("SELECT 1");
    }

    @Test
    void keepsSuchLinesInQuotesAndCopyData() {
        String text =
                "SELECT $$\n\\restrict a\n$$, '\n\\restrict b\n';\n/*\n\\unrestrict c\n*/\nCOPY t FROM STDIN;\n\\restrict d\n\\.\n";
        assertThat(normalised(text)).isEqualTo(text);
    }
}
