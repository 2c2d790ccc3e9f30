package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptTextTest {

    @Test
    void leavesAPlainTextAsItIs() {
        String text = "SELECT 1;\n-- c\n";
        assertThat(ScriptText.normalise(text)).isSameAs(text);
    }

    @Test
    void dropsTheMarkAndReplacesLineEnds() {
        assertThat(ScriptText.normalise("\ufeffSELECT 1;\r\n\r\rSELECT '\ufeff\r\n';\n\r"))
                .isEqualTo("SELECT 1;\n\n\nSELECT '\ufeff\n';\n\n");
        assertThat(ScriptText.normalise("\ufeff")).isEmpty();
        assertThat(ScriptText.normalise("-- c\nDROP TABLE t;")).isNotEqualTo(ScriptText.normalise("-- cDROP TABLE t;"));
    }

    @Test
    void dropsTheLinesOfPgDump() {
        String dump = "--\n%sSELECT 1;\n%s";
        assertThat(ScriptText.normalise(dump.formatted("\\restrict a1\n", "\\unrestrict a1\n")))
                .isEqualTo(dump.formatted("", ""));
        assertThat(ScriptText.normalise(dump.formatted("\\restrict a1\r\n", "\\unrestrict a1")))
                .isEqualTo(dump.formatted("", ""));
        assertThat(ScriptText.normalise("\ufeff\\restrict a1\rSELECT 1")).isEqualTo("SELECT 1");
    }

    @Test
    void keepsSuchLinesWithinQuotesAndRows() {
        String text =
                "SELECT $$\n\\restrict a\n$$, '\n\\restrict b\n';\n/*\n\\unrestrict c\n*/\nCOPY t FROM STDIN;\n\\restrict d\n\\.\n";
        assertThat(ScriptText.normalise(text)).isEqualTo(text);
    }

    @Test
    void refusesWhatItCannotCut() {
        assertThatThrownBy(() -> ScriptText.normalise("'\n\\restrict a\n")).isInstanceOf(SqlSyntaxException.class);
        assertThat(ScriptText.normalise("'\r\n")).isEqualTo("'\n");
    }
}
