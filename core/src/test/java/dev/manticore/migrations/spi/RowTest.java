package dev.manticore.migrations.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how the values of a row are read. */
class RowTest {

    private static Row row(String column, String value) {
        return new Rows(List.of(column), List.of(Arrays.asList(value))).first();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02 03:04:05+00,             2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+00,             2026-01-02T03:04:05Z",
        "2026-01-02 03:04:05Z,               2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.1Z,             2026-01-02T03:04:05.1Z",
        "2026-01-02 03:04:05.123456+00:00,   2026-01-02T03:04:05.123456Z",
        "2026-01-02 03:04:05+05:30,          2026-01-01T21:34:05Z",
        "2026-01-02 03:04:05-03,             2026-01-02T06:04:05Z",
        "2026-01-02 03:04:05-03:30,          2026-01-02T06:34:05Z",
        "1900-01-01 00:00:00+00:19:32,       1899-12-31T23:40:28Z",
        "1883-11-18 12:03:57-04:56:02,       1883-11-18T16:59:59Z",
        "2026-01-02 03:04+00,                2026-01-02T03:04:00Z",
        "9999-12-31 23:59:59.999999+00,      9999-12-31T23:59:59.999999Z",
        "10000-01-01 00:00:00+00,            +10000-01-01T00:00:00Z",
        "294276-12-31 23:59:59.999999+00,    +294276-12-31T23:59:59.999999Z",
        "0001-01-01 00:00:00+00,             0001-01-01T00:00:00Z",
        "0001-01-01 00:00:00+00 BC,          0000-01-01T00:00:00Z",
        "0044-03-15 12:00:00+00 BC,          -0043-03-15T12:00:00Z",
        "infinity,                           +294276-12-31T23:59:59.999999Z",
        "-infinity,                          -4713-11-24T00:00:00Z"
    })
    void readsTimestampsAsPostgresqlWritesThem(String text, Instant instant) {
        assertThat(row("at", text).instant("at")).isEqualTo(instant);
    }

    @Test
    void whatIsNullOrAbsentIsNull() {
        Row row = row("a", null);
        assertThat(row.text("a")).isNull();
        assertThat(row.number("a")).isNull();
        assertThat(row.instant("a")).isNull();
        assertThat(row.text("b")).isNull();
        assertThat(row.number("b")).isNull();
        assertThat(row.instant("b")).isNull();
        assertThat(row.has("a")).isTrue();
        assertThat(row.has("b")).isFalse();
    }

    @Test
    void whatIsRequiredIsNamedWhenItIsMissing() {
        assertThatThrownBy(() -> row("a", null).required("a")).hasMessage("column a is NULL or absent");
        assertThatThrownBy(() -> row("a", "x").required("b")).hasMessage("column b is NULL or absent");
        assertThat(row("a", "x").required("a")).isEqualTo("x");
    }

    @Test
    void readsNumbers() {
        assertThat(row("a", "-9223372036854775808").number("a")).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> row("a", "x").number("a")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void rowsAreCopiedAndMayHoldNull() {
        Rows rows = new Rows(List.of("a", "b"), List.of(Arrays.asList("1", null), Arrays.asList(null, "2")));
        assertThat(rows.stream().map(row -> row.text("b"))).containsExactly(null, "2");
        assertThatThrownBy(() -> rows.values().get(0).set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Rows.NONE.first()).isNull();
    }
}
