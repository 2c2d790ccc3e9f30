package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Layer;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.SettingsResolver;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.DatabaseOpener;
import dev.manticore.migrations.settings.database.EmbeddedDatabases;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.Secrets;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.text.ResultText;
import dev.manticore.migrations.settings.text.Style;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** The parameters of all goals that use migrations, which are the settings of the command line. */
abstract class ManticoreMojo extends GoalMojo {
    /** Where the plugin looks for migrations if no source is specified. */
    private static final String USUAL_SOURCE = "src/main/resources/db/migration";

    // What replaces it, JSR 330, is also Dagger's, whose processor would take it for its own.
    @Component
    @SuppressWarnings({"NullAway.Init", "deprecation"}) // by Maven
    private SettingsDecrypter decrypter;

    @Component
    @SuppressWarnings({"NullAway.Init", "deprecation"}) // by Maven
    private ProjectDependenciesResolver dependencies;

    /**
     * Where the migrations are: {@code DIR}, {@code filesystem:DIR} or {@code classpath:LOCATION}, which is searched on the
     * project's class path. Directories are relative to the project's. Default: {@code src/main/resources/db/migration}.
     */
    @Parameter(property = "manticore.source")
    private @Nullable List<String> sources;

    /** Jars in which {@code classpath:} sources are searched, and not on the project's class path. */
    @Parameter(property = "manticore.jar")
    private @Nullable List<String> jars;

    /**
     * The database: {@code postgresql://host:port/database} or {@code jdbc:postgresql:..}. Between the goals start and stop, it
     * is the PostgreSQL that start has started.
     */
    @Parameter(property = "manticore.url")
    private @Nullable String url;

    /** The user of the database. */
    @Parameter(property = "manticore.user")
    private @Nullable String user;

    /** The password. Better than in the POM, it is in a server of {@code settings.xml}, see {@code serverId}. */
    @Parameter(defaultValue = "${manticore.password}")
    private @Nullable String password;

    /** The id of a server in {@code settings.xml}, whose user and password are used. The password may be encrypted. */
    @Parameter(property = "manticore.serverId")
    private @Nullable String serverId;

    /** The directory of an embedded PostgreSQL, which is started for the goal. */
    @Parameter(property = "manticore.embedded")
    private @Nullable String embedded;

    /** The schema of the history, which also begins the search path of the migrations. */
    @Parameter(property = "manticore.schema")
    private @Nullable String schema;

    /** The name of the history's table. */
    @Parameter(property = "manticore.table")
    private @Nullable String table;

    /** {@code flyway} or {@code flyway:TABLE} keeps the history in Flyway's table. */
    @Parameter(property = "manticore.history")
    private @Nullable String history;

    /** Takes the settings of a Flyway project: {@code true}, or its configuration file. */
    @Parameter(property = "manticore.flyway")
    private @Nullable String flyway;

    /** How long the right to migrate lasts unless it is renewed, e.g. {@code 30s}. */
    @Parameter(property = "manticore.lease")
    private @Nullable String lease;

    /** How long to wait while another run migrates, e.g. {@code 5m}. */
    @Parameter(property = "manticore.lock-wait")
    private @Nullable String lockWait;

    /** How long to wait for an answer of the database, except for the statements of migrations. */
    @Parameter(property = "manticore.answer-timeout")
    private @Nullable String answerTimeout;

    /** How long a statement may wait for a lock. Then the migration is tried again after a pause (PostgreSQL). */
    @Parameter(property = "manticore.lock-timeout")
    private @Nullable String lockTimeout;

    /** The longest pause before a migration that has waited too long for a lock is tried again, e.g. {@code 10s}. */
    @Parameter(property = "manticore.lock-retry-pause")
    private @Nullable String lockRetryPause;

    /** How long such a migration is tried again in all, e.g. {@code 15m}; 0 to let it fail at once. */
    @Parameter(property = "manticore.lock-retry-time")
    private @Nullable String lockRetryTime;

    /** How long a statement may take. */
    @Parameter(property = "manticore.statement-timeout")
    private @Nullable String statementTimeout;

    /**
     * Small migrations share messages, more of them while a message takes less than this (PostgreSQL), e.g. {@code 500ms}; 0
     * gives each a message of its own.
     */
    @Parameter(property = "manticore.batch-time")
    private @Nullable String batchTime;

    /** Sends a statement in the message of the note that announces it, which saves round trips (CockroachDB). */
    @Parameter(property = "manticore.notes-with-statements")
    private @Nullable String notesWithStatements;

    /** How long to wait until the database accepts connections. */
    @Parameter(property = "manticore.wait-for-database")
    private @Nullable String waitForDatabase;

    /** The encoding of the scripts. Default: UTF-8. */
    @Parameter(property = "manticore.encoding")
    private @Nullable String encoding;

    /** What is tolerated: late, skipped-late, missing, changed, empty, pooled-session. */
    @Parameter(property = "manticore.allow")
    private @Nullable List<String> allow;

    /** Follows symbolic links out of a source's directory. */
    @Parameter(property = "manticore.follow-links")
    private @Nullable String followLinks;

    /** Patterns of files that are left out. */
    @Parameter(property = "manticore.ignore")
    private @Nullable List<String> ignore;

    /** Placeholders by name. On the command line: {@code -Dmanticore.placeholders.NAME=VALUE}. */
    @Parameter
    private @Nullable Map<String, String> placeholders;

    /** All settings: those of the goal first, then as for the command line. */
    final Settings settings() {
        SettingsResolver resolver = new SettingsResolver(environment(), WORDING);
        Layer given = parameters();
        Settings settings = resolver.resolve(given);
        if (settings.sources().isEmpty() && Files.isDirectory(environment().resolve(USUAL_SOURCE))) {
            settings = resolver.resolve(given.set(Setting.SOURCE, USUAL_SOURCE, "the default source"));
        }
        settings.warnings().forEach(feedback()::notice);
        return settings;
    }

    /** Another database than that of the settings, e.g. for reading only. */
    final DatabaseChoice database(Settings settings, String url, String place) {
        return new SettingsResolver(environment(), WORDING).database(parameters(), settings, url, place);
    }

    /** Passes on what opens sources and databases; the class path of the project is open meanwhile. */
    final void withSessions(Settings settings, Consumer<Sessions> work) {
        try (URLClassLoader classPath = new ProjectClassPath(project(), session(), dependencies).open(settings)) {
            work.accept(new Sessions(
                    environment(), classPath, new DatabaseOpener(new EmbeddedDatabases(WORDING)), WORDING));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    final ResultText results() {
        return new ResultText(new Style(false), WORDING, ZoneId::systemDefault);
    }

    /** Variables of the process, and the directory of the project: of the current one if Maven runs without a project. */
    final ProcessEnvironment environment() {
        File directory = project().getBasedir();
        return new ProcessEnvironment(
                System.getenv(), directory == null ? Path.of("").toAbsolutePath() : directory.toPath());
    }

    private Layer parameters() {
        if (session().getUserProperties().containsKey("manticore.password")) {
            throw ToolException.usage(
                    "-Dmanticore.password is not supported, since everybody on this machine can read command lines.",
                    "Put the password into a server of settings.xml and name it with -Dmanticore.serverId, or set"
                            + " MANTICORE_PASSWORD.");
        }
        Layer layer = new Layer();
        set(layer, Setting.FLYWAY, flyway);
        setAll(layer, Setting.SOURCE, sources);
        setAll(layer, Setting.JAR, jars);
        setDatabase(layer);
        set(layer, Setting.SCHEMA, schema);
        set(layer, Setting.TABLE, table);
        set(layer, Setting.HISTORY, history);
        set(layer, Setting.LEASE, lease);
        set(layer, Setting.LOCK_WAIT, lockWait);
        set(layer, Setting.ANSWER_TIMEOUT, answerTimeout);
        set(layer, Setting.LOCK_TIMEOUT, lockTimeout);
        set(layer, Setting.LOCK_RETRY_PAUSE, lockRetryPause);
        set(layer, Setting.LOCK_RETRY_TIME, lockRetryTime);
        set(layer, Setting.STATEMENT_TIMEOUT, statementTimeout);
        set(layer, Setting.BATCH_TIME, batchTime);
        set(layer, Setting.NOTES_WITH_STATEMENTS, notesWithStatements);
        set(layer, Setting.WAIT_FOR_DATABASE, waitForDatabase);
        set(layer, Setting.ENCODING, encoding);
        setAll(layer, Setting.ALLOW, allow);
        set(layer, Setting.FOLLOW_LINKS, followLinks);
        setAll(layer, Setting.IGNORE, ignore);
        Placeholders.of(placeholders, session().getUserProperties())
                .forEach((name, value) -> layer.placeholder(name, value.text(), value.place()));
        return layer;
    }

    private void setDatabase(Layer layer) {
        StartedServer started = startedServer();
        if (started == null) {
            set(layer, Setting.URL, url);
            setLogin(layer);
            set(layer, Setting.EMBEDDED, embedded);
            return;
        }
        if (url != null && !started.is(url)) {
            feedback()
                    .notice("The database is the PostgreSQL that the goal start has started, "
                            + started.server().jdbcUrl() + ". Until the goal stop, " + WORDING.option(Setting.URL) + " "
                            + Secrets.mask(url) + " is ignored.");
        }
        String place = "the goal start";
        set(layer, Setting.URL, started.server().jdbcUrl(), place);
        set(layer, Setting.USER, started.server().user(), place);
        set(layer, Setting.PASSWORD, started.server().password(), place);
    }

    /** A server that is named goes first. */
    private void setLogin(Layer layer) {
        if (serverId == null) {
            set(layer, Setting.USER, user);
            set(layer, Setting.PASSWORD, password);
            return;
        }
        ServerLogin login = ServerLogin.of(serverId, session().getSettings(), decrypter);
        String place = "the server '" + serverId + "' of settings.xml";
        set(layer, Setting.USER, login.user() == null ? user : login.user(), place);
        set(layer, Setting.PASSWORD, login.password() == null ? password : login.password(), place);
    }

    private static void setAll(Layer layer, Setting setting, @Nullable List<String> texts) {
        if (texts != null) {
            texts.forEach(text -> set(layer, setting, text));
        }
    }

    private static void set(Layer layer, Setting setting, @Nullable String text) {
        set(layer, setting, text, WORDING.option(setting));
    }

    private static void set(Layer layer, Setting setting, @Nullable String text, String place) {
        if (text != null) {
            layer.set(setting, text, place);
        }
    }
}
