package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.it.api.Subject;
import org.junit.jupiter.api.Test;

/** Shows what the settings in a file beside a script do to a run. */
class ScriptSettingsScenario extends Scenario {
    private Subject over(String... files) {
        return with(builder -> builder.source(Files.of(files)).placeholder("word", "value"));
    }

    @Test
    void settingsBesideAScriptDecideHowItRuns() {
        Subject subject = over(
                "V1__a.sql",
                "CREATE TABLE a (n TEXT);\nINSERT INTO a VALUES ('${word}')",
                "V1__a.sql.conf",
                "executeInTransaction=false\nplaceholderReplacement=false",
                "V2__b.sql",
                "SELECT nothing",
                "V2__b.sql.conf",
                "shouldExecute=false");

        subject.migrate();

        assertThat(sql.rows("SELECT n FROM a")).containsExactly("${word}");
        assertThat(subject.status().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(MigrationStatus.State.APPLIED, MigrationStatus.State.SKIPPED);
        assertThat(subject.status().pending()).hasValue(0);
        assertThat(subject.plan(Target.latest()).notes())
                .containsExactly("V2 is not executed, because memory/V2__b.sql.conf says shouldExecute=false.");
    }

    @Test
    void wrongSettingsBesideAScriptAreRefused() {
        InvalidMigrationsException failure = failure(
                InvalidMigrationsException.class,
                () -> over("V1__a.sql", "SELECT 1", "V1__a.sql.conf", "bla=1").migrate());

        assertThat(failure.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.INVALID_SCRIPT_SETTINGS);
    }
}
