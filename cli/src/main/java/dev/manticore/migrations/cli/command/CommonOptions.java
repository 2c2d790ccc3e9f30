package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.settings.Layer;
import dev.manticore.migrations.cli.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command understands, before its name and after it. Picocli writes the fields. */
@SuppressWarnings("UnusedVariable") // help and version are acted upon by picocli itself
final class CommonOptions {

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description = "Where the migrations are: a directory, filesystem:DIR or classpath:LOCATION. Repeatable.")
    private final List<String> sources = new ArrayList<>();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description = "A jar that classpath: sources are looked for in. Repeatable.")
    private final List<String> jars = new ArrayList<>();

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The database: postgresql://user@host:port/database or jdbc:postgresql://host:port/database."
                    + " Without a password: see PASSWORDS.")
    private @Nullable String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Who logs in to the database.")
    private @Nullable String user;

    @Option(
            names = "--embedded",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = "",
            preprocessor = AttachedValueOnly.class,
            scope = ScopeType.INHERIT,
            description = "Instead of --url: a PostgreSQL that starts and ends with the command and keeps its data in"
                    + " DIR, by default .manticore/postgres.")
    private @Nullable String embedded;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The schema to migrate; made if it is missing. Default: the connection's.")
    private @Nullable String schema;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The history's table. Default: _migrations.")
    private @Nullable String table;

    @Option(
            names = "--lease",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "How long a run that died keeps others waiting at most. Default: 30s.")
    private @Nullable String lease;

    @Option(
            names = "--lock-wait",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "How long to wait for another run. Default: 5m.")
    private @Nullable String lockWait;

    @Option(
            names = "--answer-timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            description = "How long the server may take to answer what is no script's statement. Default: 30s.")
    private @Nullable String answerTimeout;

    @Option(
            names = "--allow",
            paramLabel = "DEVIATION",
            parameterConsumer = Collecting.class,
            scope = ScopeType.INHERIT,
            description = "Let pass what is an error otherwise: late (a version lower than an applied one), missing (an"
                    + " applied version without a file) or changed (a file that is not what was applied)."
                    + " Repeatable.")
    private final List<String> allowed = new ArrayList<>();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document, and everything else to the standard error.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log what happens in detail.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print results that were asked for, and errors.")
    private boolean quiet;

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

    /** What was written on the command line. */
    Layer layer() {
        Layer layer = new Layer();
        addAll(layer, Setting.SOURCE, sources);
        addAll(layer, Setting.JAR, jars);
        add(layer, Setting.URL, url);
        add(layer, Setting.USER, user);
        add(layer, Setting.EMBEDDED, embedded);
        add(layer, Setting.SCHEMA, schema);
        add(layer, Setting.TABLE, table);
        add(layer, Setting.LEASE, lease);
        add(layer, Setting.LOCK_WAIT, lockWait);
        add(layer, Setting.ANSWER_TIMEOUT, answerTimeout);
        addAll(layer, Setting.ALLOW, allowed);
        add(layer, Setting.JSON, flag(json, false));
        // Each of the two overrides the other where it is set elsewhere.
        add(layer, Setting.VERBOSE, flag(verbose, quiet));
        add(layer, Setting.QUIET, flag(quiet, verbose));
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
