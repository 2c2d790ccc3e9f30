package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares what placeholders become with Flyway itself, on generated texts. */
class FlywayPlaceholdersScenario extends Scenario {
    private static final Map<String, String> VALUES =
            Map.of("a", "AA", "b", "", "dollar", "$", "nested", "${a}", "x.y-z", "line\nline", "$a", "D");
    private static final List<String> PIECES = List.of(
            "$",
            "$$",
            "{",
            "}",
            "${a}",
            "${A}",
            "${b}",
            "${dollar}",
            "${nested}",
            "${x.y-z}",
            "${$a}",
            "a",
            "#",
            "#[",
            "]",
            "#[a]",
            " ",
            "${unknown}",
            "${ a }");

    @TempDir
    private Path directory;

    /** Each text is a migration of its own, in a comment of a table, where every character is allowed but a quote. */
    private static List<String> texts(int count) {
        Random random = new Random(2026);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(7); piece >= 0; piece--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    @PostgresOnly("Flyway is the oracle, on PostgreSQL.")
    void becomeWhatFlywayMakesOfThem() throws IOException {
        TestDatabase other = Databases.take(place);
        try {
            int refused = 0;
            List<String> texts = texts(60);
            for (int i = 0; i < texts.size(); i++) {
                boolean marks = i % 3 == 0;
                String script = "CREATE TABLE t" + i + " (n TEXT DEFAULT '" + texts.get(i) + "')";
                boolean byFlyway = byFlyway(other, i, script, marks);
                boolean byUs = byUs(i, script, marks);
                assertThat(byUs).as(script).isEqualTo(byFlyway);
                refused += byUs ? 0 : 1;
            }
            String defaults = "SELECT table_name, column_default FROM information_schema.columns"
                    + " WHERE table_schema = 'public' AND column_name = 'n' ORDER BY 1";
            assertThat(sql.rows(defaults)).isEqualTo(new Sql(other.dataSource()).rows(defaults));
            assertThat(refused).isBetween(10, 50);
        } finally {
            Databases.drop(other);
        }
    }

    /** The timestamp and the database's name differ between the two. */
    @Test
    @PostgresOnly("Flyway is the oracle, on PostgreSQL.")
    void builtInOnesHaveFlywaysValues() throws IOException {
        String script = "CREATE TABLE built_in AS SELECT '${flyway:defaultSchema}' AS s, '${flyway:user}' AS u,"
                + " '${flyway:filename}' AS f, '${flyway:workingDirectory}' AS w, '${flyway:table}' AS t,"
                + " '${flyway:database}' = current_database() AS d,"
                + " '${flyway:timestamp}' ~ '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$' AS ts";
        TestDatabase other = Databases.take(place);
        try {
            Path source = directory.resolve("built-in");
            java.nio.file.Files.createDirectories(source);
            java.nio.file.Files.writeString(source.resolve("V1__x.sql"), script);
            Flyway.configure()
                    .dataSource(other.dataSource())
                    .locations("filesystem:" + source)
                    .table("same")
                    .load()
                    .migrate();
            open(database)
                    .subject(builder -> builder.source(Files.of("V1__x.sql", script))
                            .table("same")
                            .placeholders(Placeholders.OFF.on()))
                    .migrate();

            String rows = "SELECT * FROM built_in";
            assertThat(sql.rows(rows)).isEqualTo(new Sql(other.dataSource()).rows(rows));
        } finally {
            Databases.drop(other);
        }
    }

    private boolean byFlyway(TestDatabase other, int number, String script, boolean marks) throws IOException {
        Path source = directory.resolve("f" + number);
        java.nio.file.Files.createDirectories(source);
        java.nio.file.Files.writeString(source.resolve("V1__x.sql"), script);
        try {
            Flyway.configure()
                    .dataSource(other.dataSource())
                    .locations("filesystem:" + source)
                    .table("history" + number)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(VALUES)
                    .placeholderPrefix(marks ? "#[" : "${")
                    .placeholderSuffix(marks ? "]" : "}")
                    .load()
                    .migrate();
            return true;
        } catch (FlywayException undeclared) {
            assertThat(undeclared).hasMessageContaining("No value provided for placeholder");
            return false;
        }
    }

    private boolean byUs(int number, String script, boolean marks) {
        Placeholders placeholders = Placeholders.OFF.with(VALUES);
        try {
            open(database)
                    .subject(builder -> builder.source(Files.of("V1__x.sql", script))
                            .table("ours" + number)
                            .placeholders(marks ? placeholders.written("#[", "]", ":") : placeholders)
                            .lockWait(PATIENCE))
                    .migrate();
            return true;
        } catch (InvalidMigrationsException undeclared) {
            assertThat(undeclared.problems())
                    .extracting(Problem::kind)
                    .containsOnly(Problem.Kind.UNDECLARED_PLACEHOLDER);
            return false;
        }
    }
}
