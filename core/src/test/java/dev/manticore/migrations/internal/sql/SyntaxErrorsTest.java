package dev.manticore.migrations.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts that are rejected, and the position of the error: for an unterminated construct, its start. */
class SyntaxErrorsTest {

    static SqlSyntaxException refusal(String script) {
        return Objects.requireNonNull(catchThrowableOfType(SqlSyntaxException.class, () -> SqlSplitter.split(script)));
    }

    static Stream<Arguments> unclosed() {
        return Stream.of(
                Arguments.of("SELECT 1;\n  SELECT 'abc;\n", 2, 10, "unterminated string"),
                Arguments.of("SELECT '''", 1, 8, "unterminated string"),
                Arguments.of("SELECT E'a\\'", 1, 8, "unterminated string"),
                Arguments.of("SELECT E'a\\", 1, 8, "unterminated string"),
                Arguments.of("SELECT E'a'\n'b", 1, 8, "unterminated string"),
                Arguments.of("SELECT U&'a", 1, 8, "unterminated string"),
                Arguments.of("SELECT \"a\"\"", 1, 8, "unterminated quoted identifier"),
                Arguments.of("SELECT U&\"a", 1, 8, "unterminated quoted identifier"),
                Arguments.of("SELECT 'é😀', $a$b $A$", 1, 14, "unterminated dollar-quoted string"),
                Arguments.of("SELECT $$", 1, 8, "unterminated dollar-quoted string"),
                Arguments.of("SELECT 1;\r/* a /* b */", 2, 1, "unterminated comment"),
                Arguments.of("SELECT /*/", 1, 8, "unterminated comment"),
                Arguments.of(
                        "SELECT 1;\r\nCREATE TABLE t (a int, b numeric(1,2); SELECT (2)",
                        2,
                        16,
                        "unclosed parenthesis"),
                Arguments.of("SELECT x[(1); SELECT 2", 1, 9, "unclosed bracket"),
                Arguments.of(
                        "CREATE FUNCTION f() RETURNS int\nBEGIN ATOMIC SELECT 1; SELECT 2 END; SELECT 3;",
                        2,
                        1,
                        "BEGIN ATOMIC without END"),
                Arguments.of("SELECT 1;\nSELECT '\0'", 2, 9, "NUL character"),
                Arguments.of(" COPY t TO STDOUT; SELECT 1", 1, 2, "COPY to the client"),
                Arguments.of("copy (select * from a) to /* b */ stdin (format csv)", 1, 1, "COPY to the client"));
    }

    @ParameterizedTest
    @MethodSource("unclosed")
    void pointsAtTheStart(String script, int line, int column, String message) {
        SqlSyntaxException refusal = refusal(script);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.position()).isEqualTo(new TextPosition(line, column));
        assertThat(refusal.hint()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\connect db                  | 0  | psql command \\connect",
                "\\c - user                    | 0  | psql command \\c",
                "SELECT 1; \\i other.sql       | 10 | psql command \\i",
                "SELECT 1 \\gexec              | 9  | psql command \\gexec",
                "SELECT 1 \\; SELECT 2         | 9  | psql command \\;",
                "\\set x 1                     | 0  | psql command \\set",
                "\\copy t from 'f'             | 0  | psql command \\copy",
                "\\! ls                        | 0  | psql command \\!",
                "\\                            | 0  | psql command \\",
                "\\.                           | 0  | \\. without a preceding COPY .. FROM STDIN",
                "SELECT 1; \\restrict x        | 10 | psql command \\restrict",
                "\\restrict                    | 0  | psql command \\restrict",
                "\\restrict a b                | 0  | psql command \\restrict",
                "\\restricted a                | 0  | psql command \\restricted",
                "SELECT (1 \\restrict a        | 10 | psql command \\restrict",
            })
    void refusesCommandsOfPsql(String script, int offset, String message) {
        SqlSyntaxException refusal = refusal(script);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.offset()).isEqualTo(offset);
        assertThat(refusal.hint()).isNotBlank();
    }

    @Test
    void refusesARestrictLineWithinAStatement() {
        assertThat(refusal("SELECT 1\n\\restrict a\n + 2").offset()).isEqualTo(9);
    }

    @Test
    void showsTheLineWithACaret() {
        assertThat(refusal("SELECT 1;\n\tSELECT 'é😀' || 'x;\n").excerpt())
                .isEqualTo("\tSELECT 'é😀' || 'x;\n\t               ^");
        String longLine = "SELECT '" + "a".repeat(500) + "', 'b" + "c".repeat(500);
        assertThat(refusal(longLine).excerpt().lines())
                .containsExactly("..." + "a".repeat(57) + "', 'b" + "c".repeat(58) + "...", " ".repeat(63) + "^");
    }
}
