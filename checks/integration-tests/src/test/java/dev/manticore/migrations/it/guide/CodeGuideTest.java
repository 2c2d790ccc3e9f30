package dev.manticore.migrations.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the migrations of docs/code-migrations.md work, and that Flyway's become ours by the lines that it names. */
class CodeGuideTest {
    private static final Path GUIDE = Path.of("../../docs/code-migrations.md");
    private static final Path SOURCES = Path.of("src/test/java/dev/manticore/migrations/it/guide");
    private static final Pattern CHANGE = Pattern.compile("^```diff\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Migration TABLES = new Migration(
            1,
            "tables",
            "CREATE TABLE users (id BIGINT, password TEXT); INSERT INTO users VALUES (1, 'secret');"
                    + " CREATE TABLE orders (id BIGINT, lines INT, total INT, marked BOOLEAN);"
                    + " INSERT INTO orders VALUES (1, 3, NULL, NULL)",
            null);

    private final TestDatabase database = PostgresServer.shared().newDatabase();
    private final Sql sql = new Sql(database.dataSource());

    @AfterEach
    void drop() {
        database.close();
    }

    private void migrate(Api api, CodeMigration... code) {
        Consumer<MigratorBuilder<?>> settings = builder -> {
            builder.source(MigrationSource.of(TABLES));
            for (CodeMigration migration : code) {
                builder.codeMigration(migration);
            }
        };
        try (Connections connections = api.open(Access.to(database))) {
            connections.subject(settings).migrate();
        }
    }

    @Test
    void theMigrationsOverJdbcWork() {
        migrate(Api.BLOCKING, new V3__Hash_passwords(), new V5__Mark_orders());

        assertThat(sql.rows("SELECT password FROM users")).containsExactly(Passwords.hash("secret"));
        assertThat(sql.rows("SELECT marked FROM orders")).containsExactly("t");
        assertThat(sql.rows("SELECT version, description FROM _migrations ORDER BY version"))
                .containsExactly("1|tables", "3|Hash passwords", "5|Mark orders");
    }

    @Test
    void theMigrationOverVertxWorks() {
        migrate(Api.NON_BLOCKING, new V4__Backfill_totals());

        assertThat(sql.rows("SELECT total FROM orders")).containsExactly("300");
    }

    @Test
    void theChangedLinesOfAMigrationOfFlywaysAreCodeThatTheBuildRuns() throws IOException {
        String code = Files.readString(SOURCES.resolve("V5__Mark_orders.java"));

        assertThat(CHANGE.matcher(Files.readString(GUIDE)).results().toList())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.group(1).lines().filter(line -> line.startsWith("+")))
                            .hasSize(3);
                    assertThat(code)
                            .contains(change.group(1)
                                    .lines()
                                    .filter(line -> !line.startsWith("-"))
                                    .map(line -> line.substring(1))
                                    .collect(Collectors.joining("\n")));
                });
    }
}
