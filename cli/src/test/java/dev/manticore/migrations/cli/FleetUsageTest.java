package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the options of a fleet is refused before anything is done, with the option's name. */
class FleetUsageTest extends DatabaseTest {
    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = CliRun.on(database, directory)
                .tables(1)
                .file("same.toml", "[a]\nschema='s'\n[b]\nschema='s'\n")
                .file("users.toml", """
                        [a]
                        url='postgresql://x@127.0.0.1:1/d?connectTimeout=1'
                        schema='s'
                        [b]
                        url='postgresql://y@127.0.0.1:1/d'
                        schema='s'
                        """)
                .file("ssl.toml", "[a]\nurl='postgresql://db/a?sslmode=maybe'\n")
                .file("quoted.toml", "[a]\nschema='\"s\"'\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fleet migrate | It is not specified what the targets are. | Use one of --targets FILE",
                "fleet migrate --schemas a --tenants SELECT | --targets, --tenants and --schemas exclude each other. | Use one",
                "fleet migrate --schemas a,,b | --schemas has an empty name: 'a,,b'. | Separate the names by commas",
                "fleet migrate --schemas a,b,a | --schemas names 'a' twice. | Remove one of them.",
                "fleet migrate --schemas a --schema b | names one schema, b | Remove the setting",
                "fleet migrate --schemas \"a\" | takes a name without quotes: \"a\" | If you mean a",
                "fleet migrate --targets none.toml | none.toml does not exist | Correct the path of --targets.",
                "fleet migrate --targets same.toml | same.toml:3: b is the same schema of the same database as a"
                        + " (same.toml:1). | Remove one",
                "fleet migrate --targets users.toml | users.toml:4: b is the same schema of the same database as a"
                        + " (users.toml:1). | Remove one",
                "fleet migrate --targets ssl.toml | ssl.toml:1: Invalid URL parameter sslmode: 'maybe'. | Use one of disable",
                "fleet migrate --schemas a --tenant-placeholder a}b | --tenant-placeholder: | Choose another name.",
                "fleet migrate --targets quoted.toml | takes a name without quotes: \"s\" | If you mean s",
                "fleet migrate --schemas acme,b --canary acmee | --canary: none of the targets is called 'acmee'. | Did you mean acme?",
                "fleet migrate --schemas a --canary a --canary-count 1 | --canary and --canary-count exclude each other. | Remove",
                "fleet migrate --schemas a --at-once 0 | --at-once must be at least 1, was 0. | Correct the number.",
                "fleet migrate --schemas a --per-server -1 | --per-server must be at least 1, was -1. | Correct the number.",
                "fleet rollback --schemas a --max-failures -1 | --max-failures must be at least 0, was -1. | Correct the number.",
                "fleet rollback --schemas a --count 0 | --count must be at least 1, was 0. | Correct the number.",
                "fleet status --schemas a --history flyway | A fleet cannot keep its history in Flyway's table. | Leave out",
                "fleet status --tenants SELECT+1+WHERE+false | the query returned no row | Its first column has to be the schema",
                "fleet status --tenants SELECT+NULL::text | --tenants: | Correct the query",
            })
    void aMistakeIsRefused(String arguments, String message, String remedy) throws Exception {
        String[] words = arguments.split(" ");
        for (int index = 0; index < words.length; index++) {
            words[index] = words[index].replace('+', ' ');
        }

        Result run = cli.run(words);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains(remedy);
        assertThat(strings("SELECT nspname FROM pg_namespace WHERE nspname IN ('a', 'b', 's', 'acme')"))
                .isEmpty();
    }

    @Test
    void aQueryThatTheServerRefusesIsNamed() {
        Result run = cli.run("fleet", "status", "--tenants", "SELECT schema_name FROM no_such_table");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("relation \"no_such_table\" does not exist");
    }

    @Test
    void aFleetOfAFileWithUrlsNeedsNoOtherDatabase() {
        CliRun other = CliRun.in(directory)
                .with("MANTICORE_SOURCE", "db")
                .file("own.toml", "[a]\nurl='" + database.uri() + "'\nschema='x'\n");

        Result run = other.run("fleet", "migrate", "--targets", "own.toml");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(other.run("fleet", "migrate", "--schemas", "x").err()).contains("No database was specified.");
    }
}
