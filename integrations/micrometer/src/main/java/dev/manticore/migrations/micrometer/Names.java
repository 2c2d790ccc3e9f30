package dev.manticore.migrations.micrometer;

/** The names of observations, their keys and the gauges. They are documented and stable. */
final class Names {
    static final String RUN = "manticore.migrations.run";
    static final String LEASE_WAIT = "manticore.migrations.lease.wait";
    static final String MIGRATION = "manticore.migrations.migration";
    static final String STATEMENT = "manticore.migrations.statement";
    static final String CALLBACK = "manticore.migrations.callback";
    static final String RETRY = "manticore.migrations.retry";
    static final String APPLIED = "manticore.migrations.applied";
    static final String PENDING = "manticore.migrations.pending";
    static final String DATABASE = "manticore.migrations.database";

    static final String TARGET = "manticore.migrations.target";
    static final String DIRECTION = "manticore.migrations.direction";
    static final String EXECUTION = "manticore.migrations.execution";
    static final String EVENT = "manticore.migrations.event";
    static final String VERSION = "manticore.migrations.version";
    static final String ORIGIN = "manticore.migrations.origin";
    static final String OWNER = "manticore.migrations.lease.owner";
    static final String NUMBER = "manticore.migrations.statement.number";
    static final String STEPS = "manticore.migrations.steps";

    private Names() {}
}
