package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.api.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that repeatable migrations have placeholders and settings, and are applied again when a value changes. */
class RepeatablePlaceholdersScenario extends Scenario {
    private static final String VIEW = "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT '${word}' AS w;";

    private Subject over(Placeholders placeholders, String... files) {
        return with(builder -> builder.source(Files.of(files)).placeholders(placeholders));
    }

    private static Placeholders word(String value) {
        return Placeholders.OFF.with("word", value);
    }

    private static List<String> done(MigrationReport report) {
        return report.steps().stream().map(step -> step.id().label()).toList();
    }

    private static List<String> states(MigrationStatus status) {
        return status.entries().stream()
                .map(entry -> entry.id().label() + " " + entry.state())
                .toList();
    }

    /** A version with the same placeholder is not changed by it. */
    @Test
    void anotherValueAppliesThemAgain() {
        String[] files = {"V1__a.sql", "CREATE TABLE a (n TEXT DEFAULT '${word}')", "R__view.sql", VIEW};
        assertThat(done(over(word("first"), files).migrate())).containsExactly("V1", "R view");
        assertThat(done(over(word("first"), files).migrate())).isEmpty();

        MigrationStatus status = over(word("second"), files).status();
        assertThat(states(status)).containsExactly("V1 APPLIED", "R view OUTDATED");
        assertThat(status.problems()).isEmpty();
        assertThat(done(over(word("second"), files).migrate())).containsExactly("R view");

        assertThat(sql.rows("SELECT w FROM v")).containsExactly("second");
        assertThat(states(over(word("second"), files).status())).containsExactly("V1 APPLIED", "R view APPLIED");
    }

    /** What is written in the file is no difference, only what is sent. */
    @Test
    void theSameTextInOtherWordsDoesNot() {
        over(word("first"), "R__view.sql", VIEW).migrate();

        assertThat(done(over(Placeholders.OFF, "R__view.sql", VIEW.replace("${word}", "first"))
                        .migrate()))
                .isEmpty();
    }

    @Test
    void whatOnlyTheDatabaseKnowsIsPartOfThem() {
        String view = VIEW.replace("${word}", "${flyway:user}");
        over(Placeholders.OFF.on(), "R__view.sql", view).migrate();
        String user = sql.rows("SELECT w FROM v").get(0);

        assertThat(user).isEqualTo(sql.rows("SELECT current_user").get(0));
        assertThat(done(over(Placeholders.OFF.on(), "R__view.sql", view).migrate()))
                .isEmpty();
        assertThat(done(over(Placeholders.OFF, "R__view.sql", VIEW.replace("${word}", user))
                        .migrate()))
                .as("the checksum was taken with the value of the database")
                .isEmpty();
    }

    @Test
    void anErrorIsLocatedInTheFileWithoutTheValue() {
        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(word("s3cr3t\nword"), "R__view.sql", "SELECT 1;\nSELECT '${word}',\n nothing")
                        .migrate());

        assertThat(failure.location().line()).isEqualTo(place.answersAsPostgres() ? 3 : 2);
        assertThat(failure).hasMessageContaining("memory/R__view.sql:").hasMessageNotContaining("s3cr3t");
    }

    @Test
    void whileTheyAreOffTheStatusNotesThoseThatAreDue() {
        String note = "memory/R__view.sql:2:26: ${word} is sent as it is, since placeholders are off."
                + " If it is a placeholder, declare its value.";
        over(word("first"), "R__view.sql", VIEW).migrate();

        assertThat(over(Placeholders.OFF, "R__view.sql", VIEW).status().notes()).containsExactly(note);
        assertThat(over(Placeholders.OFF, "R__view.sql", VIEW).migrate().notes())
                .containsExactly(note);
        assertThat(over(Placeholders.OFF, "R__view.sql", VIEW).status().notes()).isEmpty();
    }

    @Test
    void settingsBesideOneDecideHowItRuns() {
        String[] files = {
            "R__view.sql", VIEW, "R__view.sql.conf", "executeInTransaction=false\nplaceholderReplacement=false"
        };

        assertThat(over(word("first"), files).plan(Target.latest()).steps())
                .extracting(step -> step.execution().name())
                .containsExactly("STEPWISE");
        over(word("first"), files).migrate();

        assertThat(sql.rows("SELECT w FROM v")).containsExactly("${word}");
    }

    @Test
    void oneWhoseSettingsSaySoIsNotExecuted() {
        String[] applied = {"R__view.sql", VIEW};
        String[] skipped = {"R__view.sql", VIEW, "R__view.sql.conf", "shouldExecute=false"};
        assertThat(states(over(word("first"), skipped).status())).containsExactly("R view SKIPPED");
        assertThat(done(over(word("first"), skipped).migrate())).isEmpty();
        over(word("first"), applied).migrate();
        assertThat(states(over(word("first"), skipped).status())).containsExactly("R view APPLIED");

        MigrationStatus status = over(word("second"), skipped).status();

        assertThat(states(status)).containsExactly("R view SKIPPED");
        assertThat(status.pending()).hasValue(0);
        assertThat(over(word("second"), skipped).migrate().steps()).isEmpty();
        assertThat(over(word("second"), skipped).plan(Target.latest()).notes())
                .containsExactly("R view is not executed, because memory/R__view.sql.conf says shouldExecute=false.");
        assertThat(sql.rows("SELECT w FROM v")).containsExactly("first");
    }
}
