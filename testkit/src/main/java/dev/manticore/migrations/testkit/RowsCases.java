package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.TxFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The rows of queries, as {@link Rows} specifies them. */
interface RowsCases extends RunnerHooks {

    @Test
    default void wholeNumbersAreDecimalToTheLimitsOf64Bits() throws TxFailure {
        Row row = first("SELECT 9223372036854775807 AS greatest, -9223372036854775807 - 1 AS least,"
                + " 9007199254740993 AS odd, 0 AS zero, CAST(7 AS SMALLINT) AS small");

        assertThat(row.number("greatest")).isEqualTo(Long.MAX_VALUE);
        assertThat(row.number("least")).isEqualTo(Long.MIN_VALUE);
        assertThat(row.number("odd"))
                .as("2^53 + 1, which a floating point number cannot keep")
                .isEqualTo(9007199254740993L);
        assertThat(row.text("zero")).isEqualTo("0");
        assertThat(row.text("small")).isEqualTo("7");
    }

    @Test
    default void booleansAreTrueOrFalse() throws TxFailure {
        Row row = first("SELECT true AS yes, false AS no");

        assertThat(row.text("yes")).as("true as text").isIn("t", "true");
        assertThat(row.text("no")).as("false as text").isIn("f", "false");
    }

    @Test
    default void nothingIsNullAndAnEmptyTextIsNot() throws TxFailure {
        Row row = first("SELECT CAST(NULL AS TEXT) AS nothing, '' AS empty, CAST(NULL AS BIGINT) AS number,"
                + " CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS moment");

        assertThat(row.has("nothing")).isTrue();
        assertThat(row.text("nothing")).as("NULL").isNull();
        assertThat(row.text("empty")).as("an empty text, which is not NULL").isEqualTo("");
        assertThat(row.number("number")).isNull();
        assertThat(row.instant("moment")).isNull();
    }

    @Test
    default void textsArriveAsTheyAre() throws TxFailure {
        Row row = first("SELECT 'é😀☃ \\ '' \" \n\t ' AS \"Ünï cölumn\", CAST('n' AS VARCHAR(5)) AS short");

        assertThat(row.text("Ünï cölumn"))
                .as("a text with other characters, and a blank at its end")
                .isEqualTo("é😀☃ \\ ' \" \n\t ");
        assertThat(row.text("short")).isEqualTo("n");
    }

    @Test
    default void timestampsAreMomentsWhateverTheirOffset() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            for (String zone : List.of("UTC", "Asia/Kathmandu", "America/New_York")) {
                Rows rows = trial.autocommit(
                                "SELECT set_config('TimeZone', '" + zone + "', true)",
                                "SELECT TIMESTAMP WITH TIME ZONE '2020-01-02 03:04:05.678901+00' AS usual,"
                                        + " TIMESTAMP WITH TIME ZONE '2020-07-02 00:00:00+00' AS round")
                        .rows()
                        .get(1);
                Row row = Objects.requireNonNull(rows.first());

                assertThat(row.instant("usual"))
                        .as("in %s; ISO 8601 with an offset, microseconds kept", zone)
                        .isEqualTo("2020-01-02T03:04:05.678901Z");
                assertThat(row.instant("round")).as("in %s", zone).isEqualTo("2020-07-02T00:00:00Z");
            }
        }
    }

    @Test
    default void timestampsAreMomentsAlsoWhereOffsetsHaveSeconds() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            Rows rows = trial.autocommit(
                            "SELECT set_config('TimeZone', 'Europe/Amsterdam', true)",
                            "SELECT TIMESTAMP WITH TIME ZONE '1890-01-02 03:04:05+00' AS moment")
                    .rows()
                    .get(1);

            assertThat(Objects.requireNonNull(rows.first()).instant("moment"))
                    .as("a moment whose offset is +00:19:32")
                    .isEqualTo("1890-01-02T03:04:05Z");
        }
    }

    @Test
    default void columnsAreNamedRightOrNotAtAllWhereThereAreNoRows() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            Rows rows = trial.autocommit("SELECT 1 AS b, 'x' AS a, 2 AS \"C\" WHERE 1 = 0")
                    .rows()
                    .get(0);

            assertThat(rows.columns())
                    .as("the columns in the query's order, or none, since not every driver names those of no rows")
                    .isIn(List.of("b", "a", "C"), List.of());
            assertThat(rows.values()).isEmpty();
        }
    }

    @Test
    default void tenThousandRowsArriveInOrder() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            Rows rows = trial.autocommit(
                            "SELECT n, repeat('x', 100) AS a FROM generate_series(1, 10000) AS n ORDER BY n")
                    .rows()
                    .get(0);
            Long[] expected = new Long[10_000];
            Arrays.setAll(expected, i -> i + 1L);

            assertThat(rows.values().size())
                    .as("rows; no page, no limit, no default fetch size may cut them")
                    .isEqualTo(10_000);
            assertThat(rows.stream().map(row -> row.number("n"))).containsExactly(expected);
        }
    }

    private Row first(String query) throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            return Objects.requireNonNull(trial.autocommit(query).rows().get(0).first(), "no row");
        }
    }
}
