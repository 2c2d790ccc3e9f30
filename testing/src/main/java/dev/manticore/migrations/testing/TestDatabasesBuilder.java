package dev.manticore.migrations.testing;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.TxRunner;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes test databases. Not thread-safe. */
public final class TestDatabasesBuilder {
    private final List<MigrationSource> sources;
    private final Map<String, String> placeholders = new TreeMap<>();
    private TestServer server = TestServer.embedded();
    private @Nullable String schema;
    private String table = "_migrations";
    private ScriptNaming naming = ScriptNaming.DEFAULT;
    private Charset encoding = StandardCharsets.UTF_8;
    private final Set<Deviation> tolerated = EnumSet.noneOf(Deviation.class);

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

    /** See {@link MigratorBuilder#naming}. */
    public TestDatabasesBuilder naming(ScriptNaming naming) {
        this.naming = Objects.requireNonNull(naming, "naming");
        return this;
    }

    /** See {@link MigratorBuilder#encoding}. */
    public TestDatabasesBuilder encoding(Charset encoding) {
        this.encoding = Objects.requireNonNull(encoding, "encoding");
        return this;
    }

    /** See {@link MigratorBuilder#tolerate}. */
    public TestDatabasesBuilder tolerate(Deviation... deviations) {
        tolerated.addAll(List.of(deviations));
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
        return sources.stream().map(source -> source.withNaming(naming)).toList();
    }

    /** Everything but the scripts that decides how a migrated database looks. */
    List<String> decisive() {
        return List.of(
                placeholders.toString(),
                String.valueOf(schema),
                table,
                naming.toString(),
                encoding.name(),
                tolerated.toString());
    }

    Migrator migrator(TxRunner runner) {
        return builder(runner, sources).build();
    }

    /** Without repeatable migrations, of which some may have been applied. */
    Migrator versionsMigrator(TxRunner runner) {
        List<MigrationSource> versioned = sources.stream()
                .<MigrationSource>map(source -> new VersionedScripts(source, naming))
                .toList();
        return builder(runner, versioned).tolerate(Deviation.MISSING_FILE).build();
    }

    private MigratorBuilder<Migrator> builder(TxRunner runner, List<MigrationSource> read) {
        MigratorBuilder<Migrator> builder = Migrator.builder(runner)
                .schema(schema)
                .table(table)
                .naming(naming)
                .encoding(encoding)
                .tolerate(tolerated.toArray(Deviation[]::new));
        read.forEach(builder::source);
        if (!placeholders.isEmpty()) {
            builder.placeholders(placeholders);
        }
        return builder;
    }
}
