package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                        "manticore.migrations.lease (\"manticore.migrations.lease\" from property source \"commandLineArgs\"): It must be at least 1 s, was 10ms.")
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
    void tellsWhatIsWrongWithNamesAndDurations(CapturedOutput output) {
        fails(
                output,
                "manticore.migrations.url=jdbc:postgresql:nowhere",
                "manticore.migrations.schema=a.b",
                "manticore.migrations.table=shop.changes",
                "manticore.migrations.lease=30",
                "manticore.migrations.lock-wait=-1s",
                "manticore.migrations.lock-timeout=0",
                "manticore.migrations.lock-retry-pause=0s",
                "manticore.migrations.lock-retry-time=-1s",
                "manticore.migrations.batch-time=-1s");
        assertThat(output.getOut())
                .contains("It takes the name of a schema alone, without a database or a table: a.b.")
                .contains("It takes the name of a table without its schema: shop.changes.")
                .contains("set manticore.migrations.schema=shop and manticore.migrations.table=changes.")
                .contains("manticore.migrations.lease (\"manticore.migrations.lease\" from property source"
                        + " \"commandLineArgs\"): '30' has no unit.")
                .contains(": It must not be negative, was -1s.")
                .contains("lock-retry-pause\"", ": It must be longer than 0 and at most 24 days, was 0s.")
                .contains("lock-retry-time\"", ": It must be from 0 to 24 days, was -1s.")
                .contains("batch-time\"", ": It must not be negative, was -1s.")
                .doesNotContain("at least 1 s", "manticore.migrations.lock-timeout", "LockWait");
    }

    /** The driver tells none of them, or only when it connects. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://host:notaport/db?password=secret | The port of the URL is not a number from 1 to 65535.
            postgresql://ada:secret@[::1]:70000/db             | The port of the URL is not a number from 1 to 65535.
            postgresql:///db?host=/tmp&password=secret         | The JDBC driver has no parameter 'host'
            jdbc:postgresql://host/db?sslmode=wrong            | The parameter sslmode is none of disable, allow,
            jdbc:postgresql://ada:secret@host:x/db             | The URL is malformed.
            """)
    void tellsWhatIsWrongWithAUrl(String url, String expected, CapturedOutput output) {
        fails(output, "manticore.migrations.url=" + url);
        assertThat(output.getOut())
                .contains("manticore.migrations.url (")
                .contains(expected)
                .contains("Use jdbc:postgresql://host:port/database.")
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
