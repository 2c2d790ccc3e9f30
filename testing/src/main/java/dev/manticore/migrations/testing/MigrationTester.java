package dev.manticore.migrations.testing;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.CatalogDiff;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Tests migrations one by one, on a database that begins empty: migrate to the state before one of them, put rows in, apply
 * it, and look.
 *
 * <pre>{@code
 * tester.migrateBefore("7");
 * tester.execute("INSERT INTO customers (name) VALUES ('Ada Lovelace')");
 * tester.apply("7");
 * assertThat(tester.query("SELECT first_name FROM customers")).containsExactly(Map.of("first_name", "Ada"));
 * }</pre>
 *
 * For one thread.
 */
public final class MigrationTester implements AutoCloseable {
    private final TestDatabase database;
    private final Migrator versions;
    private final Migrator everything;

    /**
     * For a database.
     *
     * @param versions applies versioned migrations only
     * @param everything also applies repeatable migrations and baseline scripts
     */
    MigrationTester(TestDatabase database, Migrator versions, Migrator everything) {
        this.database = database;
        this.versions = versions;
        this.everything = everything;
    }

    /**
     * Applies the versions below one. Repeatable migrations and baseline scripts are left out until {@link #migrate}.
     *
     * @param version e.g. {@code 7} or {@code 2026.11.1}; a migration must have it
     * @throws IllegalArgumentException if no migration has the version
     */
    public void migrateBefore(String version) {
        List<Version> known = knownVersions();
        int index = known.indexOf(known(version));
        if (index > 0) {
            versions.migrate(Target.upTo(known.get(index - 1)));
        }
    }

    /**
     * Applies the migration of a version, and the versions that are pending below it.
     *
     * @throws IllegalArgumentException if no migration has the version
     */
    public MigrationReport apply(String version) {
        return versions.migrate(Target.upTo(known(version)));
    }

    /** Reverts the highest applied version. */
    public MigrationReport revert() {
        return everything.rollback(1);
    }

    /** Applies everything, also repeatable migrations. */
    public MigrationReport migrate() {
        return everything.migrate();
    }

    /** Executes one statement or several. */
    public void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw refused(sql, failure);
        }
    }

    /** The rows of a query, each by the names of its columns in their order. */
    public List<Map<String, Object>> query(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int index = 1; index <= columns.getColumnCount(); index++) {
                    row.put(columns.getColumnLabel(index), result.getObject(index));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failure) {
            throw refused(sql, failure);
        }
    }

    private static IllegalStateException refused(String sql, SQLException failure) {
        return new IllegalStateException("The database refused: " + sql + "\n" + failure.getMessage(), failure);
    }

    /** The database of this tester. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /**
     * Applies each version from the beginning, one after the other; reverts it, if it has an undo script, and applies it
     * again. After it was reverted, the schema must be as it was before: the same tables, columns, constraints, indexes,
     * views, functions, types, triggers, rules, policies, sequences and schemas, with their options, privileges and
     * comments. Repeatable migrations and baseline scripts are left out.
     *
     * @return the versions without an undo script, which were applied once
     * @throws AssertionError if the schema differs; it names the migration and each difference
     * @throws dev.manticore.migrations.MigrationException if a script fails
     */
    public List<Version> everyMigrationGoesUpDownAndUp() {
        List<Version> withoutUndo = new ArrayList<>();
        for (Migration migration : versions.migrations()) {
            if (migration.id() instanceof Version version) {
                if (migration.downSql() == null) {
                    withoutUndo.add(version);
                    versions.migrate(Target.upTo(version));
                } else {
                    upDownAndUp(migration, version);
                }
            }
        }
        return withoutUndo;
    }

    private void upDownAndUp(Migration migration, Version version) {
        versions.initialize();
        Catalog before = catalog();
        versions.migrate(Target.upTo(version));
        versions.rollback(1);
        CatalogDiff differences = catalog().differencesFrom(before);
        if (!differences.isEmpty()) {
            throw new AssertionError("The undo script of " + version.label(migration.description())
                    + " does not restore the schema:\n" + differences);
        }
        versions.migrate(Target.upTo(version));
    }

    private Catalog catalog() {
        return Catalog.read(JdbcTxRunner.over(database.dataSource()));
    }

    private List<Version> knownVersions() {
        return versions.migrations().stream()
                .map(Migration::id)
                .filter(Version.class::isInstance)
                .map(Version.class::cast)
                .toList();
    }

    private Version known(String text) {
        Version version = Version.parse(text);
        List<Version> known = knownVersions();
        if (!known.contains(version)) {
            throw new IllegalArgumentException("No migration has the version " + version + ". There are " + known);
        }
        return version;
    }

    /** Drops the database. */
    @Override
    public void close() {
        database.close();
    }
}
