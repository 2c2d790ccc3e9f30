package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Wrong settings are reported with their names and places, all at once. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    @Test
    void tellsAllThatIsWrong(CapturedOutput output) {
        fails(
                output,
                "manticore.migrations.url=jdbc:postgresql:nowhere",
                "manticore.migrations.lease=10ms",
                "manticore.migrations.target=seven",
                "manticore.migrations.locations=db/migration",
                "manticore.migrations.history=liquibase",
                "manticore.migrations.init-sql=BEGIN",
                "manticore.migrations.baseline-version=2",
                "manticore.migrations.placeholders.flyway\\:user=x");
        assertThat(output.getOut())
                .contains(
                        "manticore.migrations.lease (\"manticore.migrations.lease\" from property source \"commandLineArgs\"): Lease must be at least 1 s, was PT0.01S.")
                .contains("manticore.migrations.target (")
                .contains("'seven' is not a version")
                .contains("'db/migration' says neither classpath:LOCATION nor filesystem:DIRECTORY")
                .contains("'liquibase' is not a kind of history")
                .contains("manticore.migrations.init-sql (")
                .contains("It has no effect without manticore.migrations.baseline-on-migrate.");
    }

    @Test
    void refusesAUrlOfAnotherDatabase(CapturedOutput output) {
        fails(output, "manticore.migrations.url=jdbc:mysql://host/db?password=secret");
        assertThat(output.getOut())
                .contains("The URL begins neither with jdbc:postgresql: nor with postgresql://")
                .doesNotContain("secret");
    }

    @Test
    void refusesAMistypedKey(CapturedOutput output) {
        fails(output, "manticore.migrations.url=jdbc:postgresql:nowhere", "manticore.migrations.locatons=classpath:x");
        assertThat(output.getOut()).contains("manticore.migrations.locatons");
    }

    @Test
    void saysWhatIsMissingWithoutADatabase(CapturedOutput output) {
        fails(output);
        assertThat(output.getOut())
                .contains("There is no database to migrate")
                .contains("Set manticore.migrations.enabled=false if nothing is to be migrated.");
    }

    private static void fails(CapturedOutput output, String... properties) {
        assertThat(catchThrowable(() -> TestApplication.start(Nothing.class, properties)))
                .isNotNull();
        assertThat(output.getOut()).contains("APPLICATION FAILED TO START");
    }

    @ImportAutoConfiguration(MigrationsAutoConfiguration.class)
    static class Nothing {}
}
