package dev.manticore.migrations.cli.convert;

import java.util.List;

/** How a tool names its migration files, and how it writes up and down into them. Stateless. */
interface Format {

    /**
     * Reads one file, unless the tool would pass it over: then it is not a migration.
     *
     * @param findings receives what is in the file, and why something cannot be converted
     * @return whether it is a migration
     */
    boolean read(ForeignFile file, Findings findings);

    /** The table in which the tool keeps its history, unless another one is configured. */
    String historyTable();

    /**
     * Checks all migrations together.
     *
     * @param migrations by version
     */
    default void check(List<ForeignMigration> migrations, Findings findings) {}
}
