package dev.manticore.migrations.testing;

import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxRunner;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes test databases. Not thread-safe. */
public final class TestDatabasesBuilder {
    private final List<MigrationSource> sources;
    private final Map<String, String> placeholders = new TreeMap<>();
    private TestServer server = TestServer.embedded();
    private @Nullable String schema;
    private String table = "_migrations";

    TestDatabasesBuilder(List<MigrationSource> sources) {
        this.sources = sources;
    }

    /** The server on which the databases are created; by default an embedded one of this program. */
    public TestDatabasesBuilder server(TestServer server) {
        this.server = Objects.requireNonNull(server, "server");
        return this;
    }

    /** See {@link MigratorBuilder#placeholder}. */
    public TestDatabasesBuilder placeholder(String name, String value) {
        placeholders.put(name, value);
        return this;
    }

    /** See {@link MigratorBuilder#schema}. */
    public TestDatabasesBuilder schema(@Nullable String schema) {
        this.schema = schema;
        return this;
    }

    /** See {@link MigratorBuilder#table}. */
    public TestDatabasesBuilder table(String table) {
        this.table = Objects.requireNonNull(table, "table");
        return this;
    }

    /**
     * Connects to the server, starts it if needed, and removes what killed programs left behind.
     *
     * @throws IllegalStateException if the server cannot be reached or used
     */
    public TestDatabases open() {
        return new TestDatabases(server.address(), this);
    }

    List<MigrationSource> sources() {
        return sources;
    }

    /** Everything but the scripts that decides how a migrated database looks. */
    List<String> decisive() {
        return List.of(placeholders.toString(), String.valueOf(schema), table);
    }

    Migrator migrator(TxRunner runner) {
        MigratorBuilder<Migrator> builder =
                Migrator.builder(runner).schema(schema).table(table);
        sources.forEach(builder::source);
        if (!placeholders.isEmpty()) {
            builder.placeholders(placeholders);
        }
        return builder.build();
    }
}
