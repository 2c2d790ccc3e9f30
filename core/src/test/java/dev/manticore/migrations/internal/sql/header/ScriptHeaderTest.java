package dev.manticore.migrations.internal.sql.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which header settings are understood. */
class ScriptHeaderTest {

    private static ScriptHeader header(String script) {
        return ScriptHeader.of(SqlSplitter.split(script), invalid -> {
            throw invalid;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- manticore: transaction=none lock_timeout=5s statement_timeout=10min\nSELECT 1",
                "\ufeff--manticore:transaction=none,lock_timeout=5000ms,,statement_timeout=600s ,\r\nSELECT 1",
                "\n-- Licence\n\n--\tManticore : transaction=none\r-- manticore: lock_timeout=5000ms\n/* a */\n"
                        + "-- manticore: statement_timeout=10min",
                "\\restrict a\n-- manticore: transaction=none, lock_timeout=5s statement_timeout=10min\n;\nSELECT 1"
            })
    void readsAllKeys(String script) {
        assertThat(header(script))
                .isEqualTo(new ScriptHeader(
                        Optional.of(TransactionMode.NONE),
                        Optional.of(Duration.ofSeconds(5)),
                        Optional.of(Duration.ofMinutes(10)),
                        List.of(),
                        Map.of(),
                        Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- manticore: after=\"base views\"                          | base views",
                "-- manticore: after=base_views, after=\"x, y\" after=\"a_b\" | base views;x, y;a b",
                "-- manticore: after=a\\n-- manticore: after=b               | a;b"
            })
    void readsTheNamesOfRepeatableMigrations(String script, String names) {
        assertThat(header(script.replace("\\n", "\n")).after()).containsExactly(names.split(";"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "",
                "-- manticore\nSELECT 1",
                "-- manticore 1.0 wrote this\nSELECT 1",
                "-- manticores: a\nSELECT 1",
                "-- the manticore: a\n",
                "SELECT '\n-- manticore: x\n'",
                "SELECT $$-- manticore: x\n$$; COPY t FROM STDIN;\n-- manticore: x\n\\.\n"
            })
    void findsNone(String script) {
        assertThat(header(script)).isEqualTo(ScriptHeader.NONE);
    }

    @Test
    void readsRequired() {
        assertThat(header("-- manticore: transaction=required\n").transaction()).contains(TransactionMode.REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "500ms, 500",
        "5s, 5000",
        "2min, 120000",
        "1h, 3600000",
        "1d, 86400000",
        "2147483647ms, 2147483647"
    })
    void readsDurations(String value, long milliseconds) {
        assertThat(header("-- manticore: lock_timeout=" + value).lockTimeout())
                .contains(Duration.ofMillis(milliseconds));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("-- manticore: lock_timeot=5s\nSELECT 1", 1, 15, "unknown header key 'lock_timeot'"),
                Arguments.of("\n--manticore: transaction=maybe", 2, 26, "invalid value 'maybe' of transaction"),
                Arguments.of("-- manticore: transaction=NONE", 1, 27, "invalid value 'NONE' of transaction"),
                Arguments.of(
                        "-- manticore: transaction",
                        1,
                        15,
                        "header entry 'transaction' does not have the form key=value"),
                Arguments.of(
                        "-- manticore: transaction= none",
                        1,
                        15,
                        "header entry 'transaction=' does not have the form key=value"),
                Arguments.of("-- manticore: \n", 1, 13, "empty header"),
                Arguments.of("-- manticore lock_timeout=5s\nSELECT 1", 1, 14, "header without a colon"),
                Arguments.of("--manticore  transaction = none", 1, 14, "header without a colon"),
                Arguments.of("/* manticore transaction=none */ SELECT 1", 1, 14, "header without a colon"),
                Arguments.of(
                        "-- manticore: lock_timeout=1s\n-- manticore: lock_timeout=1s",
                        2,
                        15,
                        "duplicate header key 'lock_timeout'"),
                Arguments.of("SELECT 1; -- manticore: transaction=none", 1, 11, "header after a statement"),
                Arguments.of("/* manticore: transaction=none */ SELECT 1;", 1, 1, "header in a block comment"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesFaults(String script, int line, int column, String message) {
        SqlSyntaxException refusal =
                Objects.requireNonNull(catchThrowableOfType(SqlSyntaxException.class, () -> header(script)));
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.position()).isEqualTo(new TextPosition(line, column));
        assertThat(refusal.hint()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "250",
                "5m",
                "5 s",
                "s",
                "-1",
                "1.5s",
                "5S",
                "2147483648",
                "99999999999999999999",
                "25d",
                "5sec",
                "٥s"
            })
    void refusesOtherDurations(String value) {
        SqlSyntaxException refusal = Objects.requireNonNull(catchThrowableOfType(
                SqlSyntaxException.class, () -> header("-- manticore: statement_timeout=" + value)));
        assertThat(refusal.hint()).contains("min");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;",
                "-- +goose Up\nSELECT 1;\n--+GOOSE  down\nSELECT 2;",
                "-- +migrate Down\nSELECT 1;\n-- +migrate Up notransaction\nSELECT 2;",
                "-- // first\nSELECT 1;\n--//@UNDO\nSELECT 2;",
                "SELECT 1;\n-- //@UNDO",
            })
    void refusesSectionsOfOtherTools(String script) {
        SqlSyntaxException failure = catchThrowableOfType(SqlSyntaxException.class, () -> header(script));

        assertThat(failure).hasMessageContaining("section of another migration tool");
        assertThat(failure.position().column()).isEqualTo(1);
        assertThat(failure.hint()).contains("to an undo script of their own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- migrate:up\nSELECT 1;",
                "-- +goose Down\nSELECT 1;",
                "SELECT 1;\n-- migrate:updated\n-- goose Down\n-- @undo this\nSELECT 2;",
                "SELECT '\n-- migrate:down\n';\nSELECT 2;",
                "SELECT 1;\n/*\n-- migrate:down\n*/ SELECT 2;",
            })
    void otherCommentsAreNoSections(String script) {
        assertThat(header(script)).isEqualTo(ScriptHeader.NONE);
    }

    @Test
    void everyErrorIsReported() {
        List<String> errors = new ArrayList<>();

        ScriptHeader header = ScriptHeader.of(
                SqlSplitter.split("""
                    -- manticore: lock_timeout=5, transaction=maybe colour=red
                    -- manticore transaction=none
                    /* manticore: transaction=none */
                    -- manticore: statement_timeout=3s
                    SELECT 1;
                    -- manticore: lock_timeout=1s
                    """), error -> errors.add(error.position().line() + ": " + error.getMessage()));

        assertThat(errors)
                .containsExactly(
                        "1: invalid duration '5'",
                        "1: invalid value 'maybe' of transaction",
                        "1: unknown header key 'colour'",
                        "2: header without a colon",
                        "3: header in a block comment",
                        "6: header after a statement");
        assertThat(header.statementTimeout()).contains(Duration.ofSeconds(3));
    }
}
