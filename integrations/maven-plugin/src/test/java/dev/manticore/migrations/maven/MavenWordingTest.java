package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.AdoptedTool;
import dev.manticore.migrations.settings.text.Commands;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows that messages name properties and goals of Maven, and no options of the command line. */
class MavenWordingTest {
    private static final Commands COMMANDS = new Commands(new MavenWording());

    @Test
    void aRemedyNamesAPropertyOrAGoal() {
        assertThat(new Remedy.Tolerate(Deviation.LATE_VERSION).match(COMMANDS)).isEqualTo("-Dmanticore.allow=late");
        assertThat(new Remedy.Configure(Remedy.Setting.PLACEHOLDER).match(COMMANDS))
                .isEqualTo("-Dmanticore.placeholders.NAME=VALUE");
        assertThat(new Remedy.AdoptFlywayHistory("old_history").match(COMMANDS))
                .isEqualTo("mvn manticore:adopt -Dmanticore.from=flyway -Dmanticore.from-table=old_history");
        assertThat(new Remedy.Create().match(COMMANDS))
                .isEqualTo("mvn manticore:create -Dmanticore.description=DESCRIPTION");
    }

    @Test
    void noSettingIsNamedAsAnOption() {
        for (Remedy.Setting setting : Remedy.Setting.values()) {
            assertThat(new Remedy.Configure(setting).match(COMMANDS)).doesNotContain("--");
        }
    }

    @Test
    void whatIsNoGoalIsSaidToBeACommandOfTheCommandLine() {
        String noGoal = " on the command line (the plugin has no goal for it)";

        assertThat(new Remedy.Resume(Resumption.from(2)).match(COMMANDS))
                .isEqualTo("manticore resume --from 2" + noGoal);
        assertThat(new Remedy.Unlock().match(COMMANDS)).isEqualTo("manticore unlock" + noGoal);
        assertThat(new Remedy.Repair(Set.of(RepairOption.CHANGED)).match(COMMANDS))
                .isEqualTo("manticore repair --changed" + noGoal);
    }

    @Test
    void aBugIsReportedWithTheOutputOfMaven() {
        assertThat(Failure.of(new IllegalStateException("odd"), new MavenWording())
                        .remedy()
                        .advice())
                .isEqualTo("This is a bug. Run the goal again with mvn -X and report the output.");
    }

    @Test
    void resourcesThatAreNotFoundMayNotBeCopiedYet() {
        assertThat(new Remedy.Configure(Remedy.Setting.CLASS_PATH).match(COMMANDS))
                .contains("mvn process-resources manticore:GOAL", "-Dmanticore.jar=FILE");
    }

    @Test
    void aFailureReadsAsOnTheCommandLine() {
        ToolException unknown =
                catchThrowableOfType(ToolException.class, () -> AdoptedTool.named("ant", new MavenWording()));

        assertThat(new FailureText(new Style(false), new MavenWording()).of(Failure.of(unknown, new MavenWording())))
                .isEqualTo("""
                        error: manticore.from: 'ant' is not a tool whose history can be adopted.
                          what to do: Use one of flyway, golang-migrate, goose, dbmate.""");
    }
}
