package dev.manticore.migrations.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.Allowance;
import dev.manticore.migrations.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how a script silences rules of the linter, and that everything malformed is refused with its place. */
class AllowanceTest {
    private static Script script(String text) {
        return MigrationLoader.load(
                        List.of(MemorySource.of("V1__m.sql", text.replace("|", "\n"))),
                        new ScriptReader(ReadSettings.DEFAULT, Checksum::of))
                .byVersion()
                .get(Version.of(1))
                .up();
    }

    private static List<String> allowed(String text, int index) {
        return script(text).allowances(index).stream().map(Allowance::toString).toList();
    }

    @Test
    void rulesAreSilentAboutTheNextStatementOnly() {
        Script script = script("""
            -- manticore: lock_timeout=5s, allow=drop-table nobody reads it: "old", since May
            -- Licence
            -- manticore: allow=table-rewrite,json-column it is small
            DROP TABLE a;
            DROP TABLE b;
            BEGIN;
            --Manticore : allow=drop-column\t\u00e4 \r
            ALTER TABLE c DROP d;
            COMMIT;
            """);

        assertThat(script.problems()).isEmpty();
        assertThat(script.header().lockTimeout()).isPresent();
        assertThat(script.allowances(0))
                .extracting(
                        Allowance::rules,
                        Allowance::reason,
                        at -> at.location().line(),
                        at -> at.location().column())
                .containsExactly(
                        tuple(List.of("drop-table"), "nobody reads it: \"old\", since May", 1, 32),
                        tuple(List.of("table-rewrite", "json-column"), "it is small", 3, 15));
        assertThat(script.allowances(1)).isEmpty();
        assertThat(script.allowances(2)).extracting(Allowance::reason).containsExactly("\u00e4");
    }

    @Test
    void placesAreThoseOfTheFile() {
        assertThat(allowed("SELECT 1;||  -- manticore: allow=a b|SELECT 2", 1))
                .singleElement()
                .asString()
                .contains("V1__m.sql:3:17");
    }

    @Test
    void aCommentThatAllowsDoesNotChangeTheContent() {
        assertThat(script("-- manticore: allow=drop-table reason|DROP TABLE a")
                        .content()
                        .value())
                .isEqualTo(script("DROP TABLE a").content().value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "-- manticore: allow=drop-table|SELECT 1 ! 1:15 ! allow=drop-table without a reason",
                "SELECT 0;|--manticore: allow=a,b  |SELECT 1 ! 2:14 ! allow=a,b without a reason",
                "-- manticore: allow= reason|SELECT 1 ! 1:21 ! allow without a rule behind",
                "-- manticore: allow=a, b reason|SELECT 1 ! 1:23 ! allow without a rule behind",
                "-- manticore: allow=a,,b reason|SELECT 1 ! 1:23 ! allow with a comma too many",
                "-- manticore: allow=drop_table reason|SELECT 1 ! 1:21 ! invalid rule name 'drop_table' of allow",
                "-- manticore: allow=a,a reason|SELECT 1 ! 1:23 ! duplicate rule 'a' of allow",
                "-- manticore: allow=a x|-- manticore: allow=b,a y|SELECT 1 ! 2:23 ! duplicate rule 'a' of allow",
                "SELECT 1;|-- manticore: allow=a b|;|-- c ! 2:15 ! no statement follows that allow is for",
                "-- manticore allow=a b|SELECT 1 ! 1:14 ! header without a colon",
                "SELECT 1; /* manticore: allow=a b */ SELECT 1 ! 1:11 ! header in a block comment",
                "-- manticore: allow=a b|BEGIN; SELECT 1; COMMIT ! 1:15 ! No rule of the linter is about BEGIN and"
                        + " COMMIT",
                "BEGIN; SELECT 1;|-- manticore: allow=a b|COMMIT ! 2:15 ! No rule of the linter is about BEGIN"
            })
    void whatIsMalformedIsRefused(String text, String place, String message) {
        assertThat(script(text).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location().line() + ":" + problem.location().column())
                    .isEqualTo(place);
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy().toString()).isNotBlank();
        });
    }
}
