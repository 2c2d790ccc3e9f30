package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.settings.Layer;
import dev.manticore.migrations.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of all commands, accepted before and after the command name. Picocli writes the fields. */
@SuppressWarnings("UnusedVariable") // picocli itself handles help and version
final class CommonOptions {

    @Option(
            names = "--flyway",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            preprocessor = AttachedValueOnly.class,
            scope = ScopeType.INHERIT,
            description =
                    "Take the settings of a Flyway project: those in FILE, or in flyway.toml or flyway.conf of the"
                            + " current directory, and in FLYWAY_ variables. Other options go first.")
    private @Nullable String flyway;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description =
                    "The migrations: a directory, filesystem:DIR or classpath:LOCATION. *, ? and ** in it stand for any"
                            + " directories. Repeatable.")
    private final List<String> sources = new ArrayList<>();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description = "A jar in which classpath: sources are searched. Repeatable.")
    private final List<String> jars = new ArrayList<>();

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The database: postgresql://user@host:port/database or jdbc:postgresql://host:port/database."
                    + " Do not include a password; see PASSWORDS in manticore --help.")
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "The database user.")
    private @Nullable String user;

    @Option(
            names = "--embedded",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = "",
            preprocessor = AttachedValueOnly.class,
            scope = ScopeType.INHERIT,
            description =
                    "Use a bundled PostgreSQL instead of --url. It runs while the command runs, and keeps its data"
                            + " in DIR. Default: .manticore/postgres.")
    private @Nullable String embedded;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The schema to migrate; created if it is missing. Default: the connection's.")
    private @Nullable String schema;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The history table. Default: _migrations.")
    private @Nullable String table;

    @Option(
            names = "--history",
            paramLabel = "flyway[:TABLE]",
            scope = ScopeType.INHERIT,
            description = "Keep the history in Flyway's table, so that Flyway and Manticore can go on where the other"
                    + " stopped. TABLE is its name. Default: flyway_schema_history.")
    private @Nullable String history;

    @Option(
            names = "--lease",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Longest time a crashed run can block others. Default: 30s.")
    private @Nullable String lease;

    @Option(
            names = "--lock-wait",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Longest time to wait for another run. Default: 5m.")
    private @Nullable String lockWait;

    @Option(
            names = "--answer-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Timeout for the tool's own queries, not for the statements of scripts. Default: 30s.")
    private @Nullable String answerTimeout;

    @Option(
            names = "--lock-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Longest time that a statement of a script may wait for a lock; 0 for no limit. Then the"
                    + " migration is tried again after a pause (PostgreSQL). A script's header overrides it. Default: the"
                    + " server's.")
    private @Nullable String lockTimeout;

    @Option(
            names = "--lock-retry-pause",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description =
                    "Longest pause before a migration that has waited too long for a lock is tried again. Default:"
                            + " 10s.")
    private @Nullable String lockRetryPause;

    @Option(
            names = "--lock-retry-time",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description =
                    "How long a migration that waits too long for a lock is tried again in all; 0 to let it fail at"
                            + " once. Default: 15m.")
    private @Nullable String lockRetryTime;

    @Option(
            names = "--statement-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Longest time that a statement of a script may take; 0 for no limit. A script's header"
                    + " overrides it. Default: the server's.")
    private @Nullable String statementTimeout;

    @Option(
            names = "--batch-time",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Small migrations share messages, more of them while a message takes less than this"
                    + " (PostgreSQL); 0 gives each a message of its own. Default: 500ms.")
    private @Nullable String batchTime;

    @Option(
            names = "--notes-with-statements",
            scope = ScopeType.INHERIT,
            description = "Send a statement in the message of the note that announces it, which saves round trips"
                    + " (CockroachDB).")
    private boolean notesWithStatements;

    @Option(
            names = "--wait-for-database",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "Longest time to wait until the database accepts connections, e.g. where it is started beside"
                    + " this command. Default: not at all.")
    private @Nullable String waitForDatabase;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description =
                    "Replace $${name} in scripts by a value. Repeatable. Everybody on the machine can read command"
                            + " lines: set secrets by MANTICORE_PLACEHOLDERS_NAME or in manticore.properties.")
    private final List<String> placeholders = new ArrayList<>();

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The encoding of the scripts, e.g. ISO-8859-1. Default: UTF-8.")
    private @Nullable String encoding;

    @Option(
            names = "--allow",
            paramLabel = "DEVIATION",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description =
                    "Tolerate a deviation that is otherwise an error: late (a version lower than an applied one, which"
                            + " is applied), skipped-late (one that is not applied), missing (an applied version or"
                            + " repeatable migration without a file), changed (a file that was changed after it was"
                            + " applied), empty (a script that is blank or still as it was created) or pooled-session (a"
                            + " script that changes its session behind a connection pooler). Repeatable.")
    private final List<String> allowed = new ArrayList<>();

    @Option(
            names = "--follow-links",
            scope = ScopeType.INHERIT,
            description = "Follow symbolic links out of a source's directory.")
    private boolean followLinks;

    @Option(
            names = "--ignore",
            paramLabel = "PATTERN",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description = "Leave out files and directories of the sources: by name, e.g. seed*.sql, or by path, e.g."
                    + " old/**. Repeatable.")
    private final List<String> ignored = new ArrayList<>();

    @Option(
            names = "--scratch-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description =
                    "Try migrations (verify, lint) on this server, in databases of their own, and not on an embedded"
                            + " PostgreSQL. The user needs the right to create databases.")
    private @Nullable String scratchUrl;

    @Option(
            names = "--scratch-init",
            paramLabel = "FILE",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description =
                    "SQL that prepares what the migrations expect where they are tried: extensions, schemas, roles."
                            + " Repeatable.")
    private final List<String> scratchInit = new ArrayList<>();

    @Option(
            names = "--scratch-version",
            paramLabel = "VERSION",
            scope = ScopeType.INHERIT,
            description =
                    "The version of PostgreSQL that the embedded server must have where migrations are tried, e.g. 18.")
    private @Nullable String scratchVersion;

    @Option(
            names = "--seed",
            paramLabel = "DIR",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description =
                    "Scripts that put rows in where undo scripts are tried (verify): V12__customers.sql is executed"
                            + " after version 12. Repeatable.")
    private final List<String> seeds = new ArrayList<>();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document on standard output, and everything else on standard error.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log details on standard error.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only errors and requested output.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description =
                    "Colour the output: auto, always or never. Default: auto, on a terminal unless NO_COLOR is set.")
    private @Nullable String color;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version.")
    private boolean version;

    /** The settings given on the command line. */
    Layer layer() {
        Layer layer = new Layer();
        add(layer, Setting.FLYWAY, flyway);
        addAll(layer, Setting.SOURCE, sources);
        addAll(layer, Setting.JAR, jars);
        add(layer, Setting.URL, url);
        add(layer, Setting.USER, user);
        add(layer, Setting.EMBEDDED, embedded);
        add(layer, Setting.SCHEMA, schema);
        add(layer, Setting.TABLE, table);
        add(layer, Setting.HISTORY, history);
        add(layer, Setting.LEASE, lease);
        add(layer, Setting.LOCK_WAIT, lockWait);
        add(layer, Setting.ANSWER_TIMEOUT, answerTimeout);
        add(layer, Setting.LOCK_TIMEOUT, lockTimeout);
        add(layer, Setting.LOCK_RETRY_PAUSE, lockRetryPause);
        add(layer, Setting.LOCK_RETRY_TIME, lockRetryTime);
        add(layer, Setting.STATEMENT_TIMEOUT, statementTimeout);
        add(layer, Setting.BATCH_TIME, batchTime);
        add(layer, Setting.NOTES_WITH_STATEMENTS, flag(notesWithStatements, false));
        add(layer, Setting.WAIT_FOR_DATABASE, waitForDatabase);
        placeholders.forEach(layer::placeholder);
        add(layer, Setting.ENCODING, encoding);
        addAll(layer, Setting.ALLOW, allowed);
        add(layer, Setting.FOLLOW_LINKS, flag(followLinks, false));
        addAll(layer, Setting.IGNORE, ignored);
        add(layer, Setting.SCRATCH_URL, scratchUrl);
        addAll(layer, Setting.SCRATCH_INIT, scratchInit);
        add(layer, Setting.SCRATCH_VERSION, scratchVersion);
        addAll(layer, Setting.SEED, seeds);
        add(layer, Setting.JSON, flag(json, false));
        // Either one overrides the other if that one is set elsewhere.
        add(layer, Setting.VERBOSE, flag(verbose, quiet));
        add(layer, Setting.QUIET, flag(quiet, verbose));
        add(layer, Setting.COLOR, color);
        return layer;
    }

    private static @Nullable String flag(boolean given, boolean opposite) {
        return given ? "true" : opposite ? "false" : null;
    }

    private static void addAll(Layer layer, Setting setting, List<String> texts) {
        texts.forEach(text -> layer.option(setting, text));
    }

    private static void add(Layer layer, Setting setting, @Nullable String text) {
        if (text != null) {
            layer.option(setting, text);
        }
    }
}
