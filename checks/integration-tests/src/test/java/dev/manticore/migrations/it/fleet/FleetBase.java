package dev.manticore.migrations.it.fleet;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.fleet.FleetBuilder;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.it.database.Databases;
import dev.manticore.migrations.it.database.Sql;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A database for many schemas, and fleets over it through one or both of the APIs ({@link FleetApis}). */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(FleetApis.class)
abstract class FleetBase {
    /** The key of {@link #database}. */
    static final String MAIN = "main";

    private static final int CONNECTIONS = 8;

    @Parameter
    FleetApi api;

    TestDatabase database;
    Sql sql;

    final Map<String, Connections> databases = new ConcurrentHashMap<>();
    private final List<TestDatabase> taken = new ArrayList<>();

    @BeforeEach
    void takeDatabase() {
        database = take(MAIN, CONNECTIONS);
        sql = new Sql(database.dataSource());
    }

    @AfterEach
    void drop() {
        databases.values().forEach(connections -> connections.closing().run());
        taken.forEach(Databases::drop);
    }

    /** A new database with a pool of so many connections. */
    TestDatabase take(String key, int connections) {
        TestDatabase one = Databases.take();
        taken.add(one);
        databases.put(key, api.open(one, connections));
        return one;
    }

    FleetCaller fleet(Consumer<FleetBuilder<?>> settings, Consumer<MigratorBuilder<?>> migrator) {
        return api.caller(databases::get, builder -> settings.accept(builder.migrator(migrator)));
    }

    FleetCaller fleet(Consumer<FleetBuilder<?>> settings, Migration... migrations) {
        return fleet(settings, builder -> builder.source(MigrationSource.of(migrations)));
    }

    FleetCaller fleet(Migration... migrations) {
        return fleet(builder -> {}, migrations);
    }

    /** Schemas t1, t2, .. of the database. */
    static List<FleetTarget> schemas(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(index -> FleetTarget.schema(MAIN, "t" + index))
                .toList();
    }

    static Migration up(long version, String sql) {
        return new Migration(version, "step " + version, sql, null);
    }

    /** A migration that makes table {@code a<version>}, and its undo. */
    static Migration table(long version) {
        return new Migration(
                version, "step " + version, "CREATE TABLE a" + version + " (id INT)", "DROP TABLE a" + version);
    }

    static Migration[] tables(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(FleetBase::table).toArray(Migration[]::new);
    }
}
