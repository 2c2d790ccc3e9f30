package dev.manticore.migrations.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.Sql;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how identifiers and literals are quoted. */
class QuotingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "users            | \"users\"",
                "Users table      | \"Users table\"",
                "a\"b             | \"a\"\"b\"",
                "\"; DROP TABLE t | \"\"\"; DROP TABLE t\"",
                "a'b\\c           | \"a'b\\c\"",
                "\uD83D\uDE80     | \"\uD83D\uDE80\""
            })
    void identifiersStandInDoubleQuotes(String name, String quoted) {
        assertThat(Sql.identifier(name)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "it's          | 'it''s'",
                "''            | ''''''",
                "a\"b          | 'a\"b'",
                "a\\b          | E'a\\\\b'",
                "\\'; DROP --  | E'\\\\''; DROP --'",
                "\\            | E'\\\\'"
            })
    void literalsMeanTheSameWhateverTheSettingOfBackslashes(String value, String quoted) {
        assertThat(Sql.literal(value)).isEqualTo(quoted);
    }

    @Test
    void nullIsNull() {
        assertThat(Sql.literal(null)).isEqualTo("NULL");
        assertThat(Sql.literal("")).isEqualTo("''");
    }

    @Test
    void aNulCharacterCannotBeQuoted() {
        assertThatThrownBy(() -> Sql.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sql.identifier("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void intervalsAreInMilliseconds() {
        assertThat(Sql.interval(Duration.ofSeconds(30))).isEqualTo("INTERVAL '30000 milliseconds'");
    }
}
