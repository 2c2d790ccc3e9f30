package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows where the rows of COPY FROM STDIN end. */
class CopyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN",
                "copy t from stdin",
                "COPY BINARY t FROM STDOUT",
                "COPY \"from\" (a, \"b;\") FROM STDIN WITH (FORMAT csv, DELIMITER ';')",
                "COPY s.from /* ; from x */ FROM -- x;\n STDIN CSV HEADER WHERE a > 1",
                "COPY stdin FROM STDIN"
            })
    void findsTheRows(String copy) {
        for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
            String rows = "1;'a" + lineEnd + "\\.x" + lineEnd + " \\." + lineEnd + "\"" + lineEnd;
            String script = copy + " ; -- c" + lineEnd + rows + "\\." + lineEnd + "SELECT 1;";
            SplitScript text = SqlSplitter.split(script);
            assertThat(text.statements())
                    .extracting(statement -> statement.text(script))
                    .containsExactly(copy, "SELECT 1");
            assertThat(rowsOf(text)).isEqualTo(rows);
            assertThat(text.gaps())
                    .extracting(gap -> script.substring(gap.start(), gap.end()))
                    .containsExactly(" ; -- c" + lineEnd, "\\." + lineEnd, ";");
        }
    }

    private static String rowsOf(SplitScript text) {
        return Objects.requireNonNull(text.statements().get(0).copyData()).text(text.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"COPY t FROM STDIN;\n\\.", "COPY t FROM STDIN; /* a */ \r\n\\.\r\n", "COPY t FROM STDIN;\r\\.\r"
            })
    void acceptsNoRows(String script) {
        assertThat(rowsOf(SqlSplitter.split(script))).isEmpty();
    }

    @Test
    void endsRowsWithinQuotesOfCsvToo() {
        assertThat(rowsOf(SqlSplitter.split("COPY t FROM STDIN CSV;\n\"a\n\\.\n--\"\n")))
                .isEqualTo("\"a\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM '/f'; SELECT 1",
                "COPY t FROM PROGRAM 'stdin'; SELECT 1",
                "COPY t TO '/f'; SELECT 1",
                "COPY (SELECT a FROM stdin) TO PROGRAM 'x'; SELECT 1",
                "SELECT copy FROM stdin; SELECT 1",
                "CREATE TABLE copy AS SELECT a FROM stdin; SELECT 1",
                "COPY t FROM \"stdin\"; SELECT 1"
            })
    void leavesOtherStatementsAlone(String script) {
        assertThat(SqlSplitter.split(script).statements())
                .hasSize(2)
                .allSatisfy(statement -> assertThat(statement.copyData()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\nCOPY t FROM STDIN",
                "\nCOPY t FROM STDIN;",
                "\nCOPY t FROM STDIN; -- c",
                "\nCOPY t FROM STDIN;\n1\n2\n",
                "\nCOPY t FROM STDIN;\n1\n\\. \n",
                "\nCOPY t FROM STDIN;\n1\n \\.\n",
                "\nCOPY t FROM STDIN;\n1\\.\nSELECT 1;"
            })
    void refusesRowsWithoutAnEnd(String script) {
        SqlSyntaxException refusal = SyntaxErrorsTest.refusal(script);
        assertThat(refusal).hasMessage("unterminated data of COPY .. FROM STDIN");
        assertThat(refusal.position()).isEqualTo(new TextPosition(2, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN; SELECT 1;\n\\.\n",
                "COPY t FROM STDIN; /* a\n */\n\\.\n",
                "COPY t FROM STDIN; /* /* */ */\n\\.\n",
                "COPY t FROM STDIN; \\.\n"
            })
    void refusesTextBehindTheSemicolon(String script) {
        SqlSyntaxException refusal = SyntaxErrorsTest.refusal(script);
        assertThat(refusal).hasMessage("text after COPY .. FROM STDIN on the same line");
        assertThat(refusal.offset()).isEqualTo(19);
    }
}
