package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.it.api.Access;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.it.api.Connections;
import dev.manticore.migrations.it.api.Subject;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Place;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs each scenario on every server that is present, over JDBC or over Vert.x or both ({@link PlacesAndApis}), each time in
 * a database of its own.
 */
@ParameterizedClass(name = "{0}, {1}")
@ArgumentsSource(PlacesAndApis.class)
@ExtendWith({PostgresOnlyCondition.class, OldServers.class})
abstract class Scenario {
    /** Long enough for whatever a scenario does not mean to wait for, short enough not to hang a build. */
    static final Duration PATIENCE =
            Duration.ofSeconds(Place.present().stream().allMatch(Place::answersAsPostgres) ? 20 : 120);

    @Parameter(0)
    Place place;

    @Parameter(1)
    Api api;

    TestDatabase database;
    Sql sql;

    private final List<Connections> opened = new CopyOnWriteArrayList<>();

    @BeforeEach
    void takeDatabase() {
        database = Databases.take(place);
        sql = new Sql(database.dataSource());
    }

    @AfterEach
    void dropDatabase() {
        opened.forEach(Connections::close);
        Databases.drop(database);
    }

    /** A migrator over these migrations, through connections of its own. */
    Subject over(Migration... migrations) {
        return with(builder -> {}, migrations);
    }

    Subject over(MigrationSource source) {
        return subject(open(database), builder -> builder.source(source));
    }

    Subject with(Consumer<MigratorBuilder<?>> settings, Migration... migrations) {
        return through(open(database), settings, migrations);
    }

    Subject through(Connections connections, Migration... migrations) {
        return through(connections, builder -> {}, migrations);
    }

    Subject through(Connections connections, Consumer<MigratorBuilder<?>> settings, Migration... migrations) {
        return subject(connections, builder -> settings.accept(builder.source(MigrationSource.of(migrations))));
    }

    private static Subject subject(Connections connections, Consumer<MigratorBuilder<?>> settings) {
        // On a slow machine as many migrations share a message as on a fast one.
        return connections.subject(builder -> settings.accept(builder.lockWait(PATIENCE)
                .batchTime(Duration.ofHours(1))
                .notesWithStatements(Boolean.getBoolean("manticore.test.notesWithStatements"))));
    }

    Connections open(TestDatabase place) {
        return open(Access.to(place));
    }

    /** The column that a failure names. CockroachDB reports no position: the statement's first column is named. */
    int column(int position) {
        return place.answersAsPostgres() ? position : 1;
    }

    /** What a statement reads {@code FROM} to wait until {@link #closedGate()} is open. */
    String gate() {
        return Gate.in(place, database);
    }

    Gate closedGate() {
        return Gate.closed(place, database);
    }

    /** Connections for this scenario. */
    Connections open(Access access) {
        Connections connections = api.open(access);
        opened.add(connections);
        return connections;
    }

    /** What a database consists of, but for the tables that tools keep their history in. */
    static Catalog catalog(TestDatabase database) {
        return Catalog.read(JdbcTxRunner.over(database.dataSource()))
                .withoutTables(Set.of(
                        "_migrations",
                        "_migrations_lease",
                        "_migrations_repeatable",
                        "flyway_schema_history",
                        "flyway_schema_history_lease",
                        "flyway_schema_history_checksums"));
    }

    /** What a call fails with: exactly this type, and not not at all. */
    static <X extends Throwable> X failure(Class<X> type, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        OldServers.skip(thrown);
        assertThat(thrown).as("a failure").isInstanceOf(type);
        return type.cast(thrown);
    }

    static Migration up(long version, String sql) {
        return new Migration(version, "step " + version, sql, null);
    }

    static Migration both(long version, String up, String down) {
        return new Migration(version, "step " + version, up, down);
    }

    /** A migration that makes table {@code t<version>}, and its undo. */
    static Migration table(long version) {
        return both(version, "CREATE TABLE t" + version + " (id INT)", "DROP TABLE t" + version);
    }

    static Migration[] tables(int count) {
        Migration[] migrations = new Migration[count];
        for (int i = 0; i < count; i++) {
            migrations[i] = table(i + 1);
        }
        return migrations;
    }
}
