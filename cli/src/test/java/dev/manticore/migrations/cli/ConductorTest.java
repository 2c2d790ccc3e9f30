package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** Migrations of a third party, written for Flyway and shipped in its jar. */
class ConductorTest extends DatabaseTest {
    private static final String LOCATION = "classpath:db/migration_postgres";

    @Test
    void areAppliedFromTheClassPath() {
        Result result = migrate();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("applied V1 initial schema").endsWith("Applied 8 migrations, V1 to V8.\n");
    }

    @Test
    void areAppliedFromTheJarThatIsNamed() throws Exception {
        URL resource = ConductorTest.class.getResource("/db/migration_postgres/V1__initial_schema.sql");
        String jar = resource.getPath()
                .substring("file:".length(), resource.getPath().indexOf('!'));

        Result result = migrate("--jar", jar);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).endsWith("Applied 8 migrations, V1 to V8.\n");
        assertThat(migrate("--jar", jar).out()).startsWith("Up to date: 8 migrations are applied");
    }

    private Result migrate(String... options) {
        CliRun cli = CliRun.in(directory).with("MANTICORE_URL", database.uri()).with("MANTICORE_SOURCE", LOCATION);
        String[] arguments = new String[options.length + 1];
        arguments[0] = "migrate";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return cli.run(arguments);
    }
}
