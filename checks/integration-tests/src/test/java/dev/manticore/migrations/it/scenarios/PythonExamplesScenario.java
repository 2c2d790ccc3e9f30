package dev.manticore.migrations.it.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.api.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the examples in the Python client's documentation work with this library. */
class PythonExamplesScenario extends Scenario {
    private static final String USERS =
            "CREATE TABLE users (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT);\n";
    private static final String EMAIL = "ALTER TABLE users ADD COLUMN email TEXT;\n";

    @TempDir
    Path directory;

    /** Creates, loads, migrates, and rolls one back. */
    @Test
    void fromFilesThatWereFilledIn() throws IOException {
        Subject migrator = over(FilesystemSource.of(directory));
        fillIn(migrator.create("create users"), USERS, "DROP TABLE users;\n");
        fillIn(migrator.create("add email"), EMAIL, "ALTER TABLE users DROP COLUMN email;\n");
        assertThat(directory)
                .isDirectoryContaining("glob:**/V1__create_users.sql")
                .isDirectoryContaining("glob:**/U1__undo_create_users.sql")
                .isDirectoryContaining("glob:**/V2__add_email.sql")
                .isDirectoryContaining("glob:**/U2__undo_add_email.sql");

        assertThat(migrator.validate().steps())
                .extracting(PlanStep::description)
                .containsExactly("create users", "add email");
        migrator.migrate();
        assertThat(migrator.appliedVersions()).containsExactly(Version.of(1), Version.of(2));
        assertThat(columns()).isEqualTo("{id,name,email}");

        assertThat(migrator.rollback(1).steps()).extracting(StepReport::id).containsExactly(Version.of(2));
        assertThat(migrator.appliedVersions()).containsExactly(Version.of(1));
        assertThat(columns()).isEqualTo("{id,name}");
    }

    /** Initializes, creates, loads, migrates, goes back to nothing, and reverts one by hand. */
    @Test
    void fromNothingAndBack() {
        Subject migrator = over(FilesystemSource.of(directory));
        migrator.initialize();
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
        migrator.create("create users", USERS, "DROP TABLE users;\n");
        migrator.create("add email", EMAIL, "ALTER TABLE users DROP COLUMN email;\n");
        migrator.create("create orders", "CREATE TABLE orders (id UUID);\n", "DROP TABLE orders;\n");

        assertThat(migrator.validate().steps()).hasSize(3);
        assertThat(migrator.migrate().steps()).hasSize(3);
        assertThat(migrator.migrate(0).steps())
                .extracting(StepReport::id, StepReport::direction)
                .containsExactly(
                        tuple(Version.of(3), Direction.REVERT),
                        tuple(Version.of(2), Direction.REVERT),
                        tuple(Version.of(1), Direction.REVERT));
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");

        migrator.migrate();
        migrator.revert(2);
        assertThat(migrator.appliedVersions()).containsExactly(Version.of(1), Version.of(3));
        assertThat(columns()).isEqualTo("{id,name}");
        assertThat(sql.tables()).contains("orders");
    }

    private static void fillIn(CreatedMigration created, String upSql, String downSql) throws IOException {
        Files.writeString(Path.of(created.up()), upSql, UTF_8);
        Files.writeString(Path.of(created.down()), downSql, UTF_8);
    }

    private String columns() {
        return sql.row("SELECT array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns"
                + " WHERE table_name = 'users'");
    }
}
