package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import java.util.Locale;
import java.util.Set;

/** Where the proof keeps its history: our own table, or Flyway's with {@code -Dmanticore.proof.history=flyway}. */
enum ProofHistory {
    MANTICORE("_migrations", "_repeatable", "SELECT version, description, checksum FROM _migrations ORDER BY 1") {
        @Override
        void addTo(MigratorBuilder<?> builder) {
            // The default.
        }
    },
    /** The half-done row of a stepwise script is compared as well: {@code success} must be true at the end. */
    FLYWAY(
            FlywayHistory.DEFAULT_TABLE,
            "_checksums",
            "SELECT version, description, type, script, checksum, installed_by, success FROM flyway_schema_history"
                    + " ORDER BY installed_rank") {
        @Override
        void addTo(MigratorBuilder<?> builder) {
            builder.historyStore(FlywayHistory.table(null, FlywayHistory.DEFAULT_TABLE));
        }
    };

    static final String PROPERTY = "manticore.proof.history";

    private final String table;
    private final String tableBeside;
    private final String rows;

    ProofHistory(String table, String suffix, String rows) {
        this.table = table;
        this.tableBeside = table + suffix;
        this.rows = rows;
    }

    static ProofHistory chosen() {
        return valueOf(System.getProperty(PROPERTY, MANTICORE.name()).toUpperCase(Locale.ROOT));
    }

    abstract void addTo(MigratorBuilder<?> builder);

    /** The table of the lease and of the note. */
    String lease() {
        return table + "_lease";
    }

    /** All tables of the history: nothing that a migration makes. */
    Set<String> tables() {
        return Set.of(table, lease(), tableBeside);
    }

    /** Asks for the history without its times, in order. */
    String rows() {
        return rows;
    }
}
