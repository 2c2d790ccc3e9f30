package dev.manticore.migrations.internal.adopt;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.ReadableHistory;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.Rows;
import java.util.List;
import java.util.Objects;

/**
 * The history of golang-migrate: {@code (version bigint not null primary key, dirty boolean not null)} with at most one
 * row, the version of the database. See {@code ensureVersionTable}, {@code SetVersion} and {@code Version} in its
 * {@code database/postgres/postgres.go} and {@code database/cockroachdb/cockroachdb.go}, and {@code runMigrations} in
 * {@code migrate.go}: before a script it writes the version that the script leads to, as dirty; after it, as not dirty. A
 * script that leads to no version at all writes -1.
 */
public record GolangMigrateHistory(ToolTable place) implements ReadableHistory {
    public static final String DEFAULT_TABLE = "schema_migrations";

    private static final long NO_VERSION = -1;

    @Override
    public String table() {
        return place.qualified();
    }

    @Override
    public String keeper() {
        return "golang-migrate";
    }

    @Override
    public ReadableHistory in(String schema) {
        return new GolangMigrateHistory(place.in(schema));
    }

    @Override
    public boolean isCumulative() {
        return true;
    }

    @Override
    public Query<History> history(Database database) {
        return place.read("version, dirty, now() AS applied_at", "version", GolangMigrateHistory::read);
    }

    private static History read(Rows rows) {
        if (rows.values().size() > 1) {
            throw new IllegalArgumentException(
                    "it has " + rows.values().size() + " rows, and golang-migrate keeps one");
        }
        Row row = rows.first();
        if (row == null) {
            return History.NONE;
        }
        long version = Objects.requireNonNull(row.number("version"));
        boolean dirty = row.required("dirty").startsWith("t");
        if (version < NO_VERSION || (version == NO_VERSION && !dirty)) {
            throw new IllegalArgumentException("it has the version " + version);
        }
        List<AppliedMigration> entry = List.of(ToolRows.applied(Version.of(Math.max(version, 0)), row));
        return dirty ? new History(null, List.of(), true, entry) : new History(null, entry, true);
    }

    @Override
    public Problem failure(AppliedMigration failed) {
        boolean none = failed.id().equals(Version.ZERO);
        String state = none ? "no version" : "version " + failed.id();
        return new Problem(
                Problem.Kind.FAILED_MIGRATION,
                table() + " says that the database is dirty: a script of golang-migrate that leads to " + state
                        + " has failed or is still running. It is "
                        + (none ? "" : "the up script of " + failed.id() + ", or ")
                        + "the down script of the version after that. Some of its statements may have been executed.",
                null,
                "Look at what it has changed. Complete it or undo it by hand, tell golang-migrate the version that the"
                        + " database then has (migrate force VERSION), and adopt the history then.");
    }
}
