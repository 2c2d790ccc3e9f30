package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static dev.manticore.migrations.internal.plan.Files.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.load.Checksum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows when repeatable migrations are applied, and in which order. */
class RepeatablePlanTest {
    private static final Target LATEST = Target.latest();

    private static List<AppliedMigration> history(long version, String... namesAndTexts) {
        List<AppliedMigration> history = new ArrayList<>(applied(version));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            history.add(new AppliedMigration(
                    new RepeatableName(namesAndTexts[i]),
                    namesAndTexts[i],
                    Instant.EPOCH,
                    Checksum.of(namesAndTexts[i + 1]),
                    null,
                    null));
        }
        return history;
    }

    private static Files views() {
        return Files.pairs(1).with("R__b.sql", "SELECT 2").with("R__a.sql", "SELECT 1");
    }

    @Test
    void comeAfterAllVersionsOrderedByDescription() {
        assertThat(views().with("V2__m.sql", "SELECT 2").steps(LATEST, List.of()))
                .isEqualTo("+1 +2 +a +b");
    }

    @Test
    void areAppliedAgainIfTheyHaveChangedOrAVersionWasReverted() {
        assertThat(views().steps(LATEST, history(1, "a", "SELECT 1", "b", "SELECT 2")))
                .isEmpty();
        assertThat(views().steps(LATEST, history(1, "a", "SELECT 1", "b", "other")))
                .isEqualTo("+b");
        List<AppliedMigration> forgotten = new ArrayList<>(history(1, "a", "SELECT 1"));
        forgotten.add(new AppliedMigration(new RepeatableName("b"), "b", Instant.EPOCH, null, null, null));
        assertThat(views().steps(LATEST, forgotten)).isEqualTo("+b");
    }

    @Test
    void areAppliedOnTheWayUpToAVersionAndNotOnTheWayDown() {
        Files files = views().with("V2__m.sql", "SELECT 2").with("U2__undo_m.sql", "SELECT -2");
        assertThat(files.steps(Target.version(1), List.of())).isEqualTo("+1 +a +b");
        assertThat(files.steps(Target.version(1), applied(1, 2))).isEqualTo("-2");
        assertThat(files.steps(Target.version(0), List.of())).isEmpty();
        assertThat(files.steps(Target.rollback(1), applied(1, 2))).isEqualTo("-2");
    }

    /** A deployment of older files must not replace what a newer one has made. */
    @Test
    void stayAsTheyAreWhereTheDatabaseIsAhead() {
        Planning planning = views().plan(LATEST, history(7, "a", "newer", "c", "newer"), Deviation.LATE_VERSION);
        assertThat(planning.steps()).extracting(step -> step.id().toString()).containsExactly("1");
        assertThat(((Planning.Planned) planning).notes())
                .contains("Not applied, because the database is ahead of the files: R a, R b.");
    }

    @Test
    void withoutAFileAreMissing() {
        List<Problem> problems = views().problems(LATEST, history(1, "a", "SELECT 1", "gone", "x"));
        assertThat(problems).extracting(Problem::message).containsExactly("R gone is applied, but has no file.");
        assertThat(kinds(problems)).containsExactly(Problem.Kind.MISSING_FILE);
        assertThat(views().steps(LATEST, history(1, "a", "SELECT 1", "gone", "x"), Deviation.MISSING_FILE))
                .isEqualTo("+b");
    }

    /** @param a the names that the header of R__a.sql has, and so on */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b | - | -     | +b +a +c",
                "c | - | b     | +b +c +a",
                "- | c | -     | +a +c +b",
                "b;c | - | -   | +b +c +a"
            })
    void comeAfterThoseThatTheirHeaderNames(String a, String b, String c, String expected) {
        Files files = Files.none();
        List<String> after = List.of(a, b, c);
        for (int i = 0; i < after.size(); i++) {
            files.with("R__" + (char) ('a' + i) + ".sql", header(after.get(i)) + "SELECT 1");
        }
        assertThat(files.steps(LATEST, List.of())).isEqualTo(expected);
    }

    private static String header(String names) {
        StringBuilder header = new StringBuilder();
        Arrays.stream(names.split(";"))
                .filter(name -> !name.equals("-"))
                .forEach(name -> header.append("-- manticore: after=\"" + name + "\"\n"));
        return header.toString();
    }

    @Test
    void thatWaitForEachOtherAreRefused() {
        List<Problem> problems = Files.none()
                .with("R__first.sql", "SELECT 1")
                .with("R__a.sql", header("b") + "SELECT 1")
                .with("R__b.sql", header("c") + "SELECT 1")
                .with("R__c.sql", header("first;a") + "SELECT 1")
                .problems(LATEST, List.of());
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "db/R__a.sql: The repeatable migrations cannot be ordered: R a comes after R b, which comes"
                                + " after R c, which comes after R a. Remove one of these entries after=\"..\" from the headers.");
    }

    @Test
    void ofSeveralCyclesEachIsToldAndALongOneIsCut() {
        Files files = Files.none()
                .with("R__x.sql", header("y") + "SELECT 1")
                .with("R__y.sql", header("x;z") + "SELECT 1")
                .with("R__z.sql", header("z") + "SELECT 1")
                .with("R__after.sql", header("x") + "SELECT 1");
        for (int i = 100; i < 400; i++) {
            files.with("R__" + i + ".sql", header(i == 399 ? "100" : Integer.toString(i + 1)) + "SELECT 1");
        }

        assertThat(files.problems(LATEST, List.of()))
                .extracting(Problem::message)
                .containsExactly(
                        "The repeatable migrations cannot be ordered: R 100 comes after R 101, which comes after R 102, which"
                                + " comes after R 103, which comes after R 104, which comes after R 105, which comes after R"
                                + " 106, which comes after 292 more, the last of which comes after R 399, which comes after R"
                                + " 100.",
                        "The repeatable migrations cannot be ordered: R x comes after R y, which comes after R x.",
                        "The repeatable migrations cannot be ordered: R z comes after R z.");
    }

    @Test
    void thatComeAfterNobodyAreRefused() {
        List<Problem> problems = Files.none()
                .with("R__a.sql", header("all tables") + "SELECT 1")
                .with("V1__m.sql", header("a") + "SELECT 1")
                .problems(LATEST, List.of());
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "db/R__a.sql: R a comes after R all tables, which does not exist. Correct the entry"
                                + " after=\"all tables\" of its header, or add R__all_tables.sql.",
                        "db/V1__m.sql: The header has after=\"a\", but only a repeatable migration can come after another"
                                + " one. Remove the entry. Versions are applied in their order.");
    }

    @Test
    void ofOneDescriptionAreDuplicates() {
        assertThat(views().with("R__a_.sql", "SELECT 3").problems(LATEST, List.of()))
                .extracting(Problem::toString)
                .containsExactly(
                        "db/R__a.sql: There are 2 files for the repeatable migration a: db/R__a.sql, db/R__a_.sql."
                                + " Give all but one of them a different description.");
    }
}
