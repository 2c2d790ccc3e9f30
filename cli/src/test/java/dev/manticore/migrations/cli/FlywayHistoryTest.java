package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows {@code --history flyway}, and what is said where Flyway's history is found and nobody mentioned it. */
class FlywayHistoryTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory)
                .script("V1.1__orders.sql", "CREATE TABLE orders (id INT)")
                .script("R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS n");
    }

    @Test
    void keepsFlywaysTable() {
        Result result = cli.run("migrate", "--history", "flyway");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(cli.run("status", "--history", "flyway").out())
                .contains("1.1")
                .contains("Nothing is pending");
    }

    @Test
    void isASettingOfTheFileAndAVariable() {
        assertThat(cli.file("manticore.properties", "history=flyway:changes\n")
                        .run("migrate")
                        .exitCode())
                .isZero();
        assertThat(cli.run("migrate", "--table", "changes").exitCode()).isNotZero();
        assertThat(CliRun.on(database, directory)
                        .with("MANTICORE_HISTORY", "flyway:changes")
                        .run("status")
                        .out())
                .contains("Nothing is pending");
    }

    @Test
    void anotherKindOfHistoryIsRefused() {
        assertThat(cli.run("migrate", "--history", "liquibase").err())
                .contains("'liquibase' is not a kind of history")
                .contains("flyway:TABLE");
    }

    @Test
    void aNameThatIsTooLongIsAMistakeOfTheUser() {
        String name = "h".repeat(53);

        for (Result result : List.of(
                cli.run("status", "--history", "flyway:" + name),
                cli.run("adopt", "--from", "flyway", "--table", name))) {
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("must be 1 to 52 bytes long").doesNotContain("bug");
        }
    }

    @Test
    void isFoundByItselfAndShown() {
        cli.run("migrate", "--history", "flyway:changes");

        Result migrate = cli.run("migrate");
        assertThat(migrate.exitCode()).isNotZero();
        assertThat(migrate.err()).contains("\"changes\"").contains("--history flyway:changes");
        Result status = cli.run("status");
        assertThat(status.exitCode()).isNotZero();
        assertThat(status.out() + status.err())
                .containsPattern("1.1 \\| orders +\\| applied")
                .contains("--history flyway:changes");
    }

    @Test
    void aDottedVersionNamesTheTwoWaysOut() {
        assertThat(cli.run("migrate").err()).contains("whole number").contains("--history flyway");
    }
}
