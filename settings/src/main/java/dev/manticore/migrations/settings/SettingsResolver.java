package dev.manticore.migrations.settings;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.history.flyway.FlywayHistory;
import dev.manticore.migrations.settings.OutputSettings.Color;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.flyway.FlywayProject;
import dev.manticore.migrations.spi.ScriptFilter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Combines command line, environment variables and properties file, in this order of precedence. */
public final class SettingsResolver {
    private static final Pattern FLYWAY = Pattern.compile("flyway(?::(.+))?", Pattern.CASE_INSENSITIVE);

    private final ProcessEnvironment environment;
    private final Wording wording;

    public SettingsResolver(ProcessEnvironment environment, Wording wording) {
        this.wording = wording;
        this.environment = environment;
    }

    /**
     * All settings.
     *
     * @throws ToolException with all that are invalid
     */
    public Settings resolve(Layer commandLine) {
        Layers given = Layers.below(commandLine, environment);
        FlywayProject project = project(given.get(Setting.FLYWAY));
        Layers layers = layers(given, project);
        Mistakes mistakes = new Mistakes();
        DatabaseChoice database = mistakes.orNull(() -> new DatabaseResolver(environment, layers, wording).resolve());
        Settings settings = new Settings(
                mistakes.or(List.of(), () -> texts(layers.all(Setting.SOURCE))),
                mistakes.or(List.of(), () -> texts(layers.all(Setting.JAR))),
                database,
                mistakes.orNull(() -> text(layers.get(Setting.SCHEMA))),
                mistakes.orNull(() -> text(layers.get(Setting.TABLE))),
                mistakes.orNull(() -> flywayTable(layers, project)),
                mistakes.orNull(() -> DurationSettings.lease(layers.get(Setting.LEASE))),
                mistakes.orNull(() -> DurationSettings.duration(layers.get(Setting.LOCK_WAIT))),
                mistakes.orNull(() -> DurationSettings.answerTimeout(layers.get(Setting.ANSWER_TIMEOUT))),
                mistakes.orNull(() -> DurationSettings.limit(layers.get(Setting.LOCK_TIMEOUT))),
                mistakes.or(
                        LockRetry.DEFAULT,
                        () -> DurationSettings.lockRetry(
                                layers.get(Setting.LOCK_RETRY_PAUSE), layers.get(Setting.LOCK_RETRY_TIME))),
                mistakes.orNull(() -> DurationSettings.limit(layers.get(Setting.STATEMENT_TIMEOUT))),
                mistakes.orNull(() -> DurationSettings.duration(layers.get(Setting.BATCH_TIME))),
                mistakes.or(false, () -> flag(layers.get(Setting.NOTES_WITH_STATEMENTS))),
                mistakes.orNull(() -> DurationSettings.duration(layers.get(Setting.WAIT_FOR_DATABASE))),
                mistakes.or(
                        Placeholders.OFF,
                        () -> placeholders(
                                project == null ? Placeholders.OFF : project.placeholders(), layers.placeholders())),
                mistakes.orNull(() -> encoding(layers.get(Setting.ENCODING))),
                mistakes.or(Set.of(), () -> allowed(layers.all(Setting.ALLOW))),
                mistakes.or(false, () -> flag(layers.get(Setting.FOLLOW_LINKS))),
                mistakes.or(List.of(), () -> ignored(layers.all(Setting.IGNORE))),
                scratch(layers, mistakes),
                project,
                Stream.concat(
                                project == null ? Stream.of() : project.notes().stream(),
                                new PasswordFiles(environment, layers).warnings(database).stream())
                        .toList());
        mistakes.check();
        return settings;
    }

    private ScratchSettings scratch(Layers layers, Mistakes mistakes) {
        SettingValue url = layers.get(Setting.SCRATCH_URL);
        SettingValue version = layers.get(Setting.SCRATCH_VERSION);
        if (url != null && version != null) {
            mistakes.add(ToolException.usage(
                    version.place() + " is for the embedded server, and " + url.place() + " names another one.",
                    "Remove one of them."));
        }
        DatabaseResolver databases = new DatabaseResolver(environment, layers, wording);
        return new ScratchSettings(
                url == null ? null : mistakes.orNull(() -> databases.ofScratch(url)),
                mistakes.or(List.of(), () -> texts(layers.all(Setting.SCRATCH_INIT))),
                mistakes.orNull(() -> text(version)),
                mistakes.or(List.of(), () -> texts(layers.all(Setting.SEED))));
    }

    private static Layers layers(Layers given, @Nullable FlywayProject project) {
        return project == null ? given : given.above(FlywayLayer.of(project));
    }

    /**
     * The targets that a file lists. For user and password, what the file says goes before all other places.
     *
     * @param settings what {@link #resolve} made of the same command line
     * @param file as the user wrote it
     * @throws ToolException with everything that is wrong in the file
     */
    public ListedTargets targets(Layer commandLine, Settings settings, String file) {
        Layers layers = layers(Layers.below(commandLine, environment), settings.flyway());
        DatabaseResolver databases = new DatabaseResolver(environment, layers, wording);
        Mistakes mistakes = new Mistakes();
        List<ListedTarget> targets = new ArrayList<>();
        List<TargetsFile.Entry> entries = TargetsFile.read(environment, file);
        for (TargetsFile.Entry entry : entries) {
            SettingValue url = entry.settings().get(Setting.URL);
            SettingValue schema = entry.settings().get(Setting.SCHEMA);
            DatabaseChoice database = url == null
                    ? settings.database()
                    : mistakes.orNull(() -> databases.ofTarget(entry.settings(), url));
            if (database != null) {
                targets.add(new ListedTarget(
                        entry.name(), database, schema == null ? settings.schema() : schema.text(), entry.place()));
            } else if (url == null) {
                mistakes.add(ToolException.usage(
                        entry.place() + ": " + entry.name() + " has no url.",
                        "Add it, or name the database for all targets without one with " + wording.option(Setting.URL)
                                + "."));
            }
        }
        mistakes.check();
        boolean secret = entries.stream().map(TargetsFile.Entry::settings).anyMatch(PasswordFiles::holdsPassword);
        return new ListedTargets(targets, secret ? PasswordFiles.warningsOf(environment.resolve(file)) : List.of());
    }

    /**
     * Another database than that of the settings, whose user and password may come from the same places.
     *
     * @param settings what {@link #resolve} made of the same command line
     * @param place the option that has the URL
     * @throws ToolException if the URL is malformed or has a password
     */
    public DatabaseChoice database(Layer commandLine, Settings settings, String url, String place) {
        Layers layers = layers(Layers.below(commandLine, environment), settings.flyway());
        return new DatabaseResolver(environment, layers, wording).ofOption(new SettingValue(url, place));
    }

    /** Null unless the Flyway mode is on: by a file, or by no value or "true" for the files in Flyway's usual places. */
    private @Nullable FlywayProject project(@Nullable SettingValue value) {
        if (value == null || value.text().strip().equalsIgnoreCase("false")) {
            return null;
        }
        String files = value.text().strip();
        return FlywayProject.read(environment, files.equalsIgnoreCase("true") ? "" : files);
    }

    /** The output settings. Resolved first, because errors in other settings are shown accordingly. */
    public OutputSettings resolveOutput(Layer commandLine) {
        Layers layers = Layers.below(commandLine, environment);
        boolean json = flag(layers.get(Setting.JSON));
        SettingValue quiet = layers.get(Setting.QUIET);
        SettingValue verbose = layers.get(Setting.VERBOSE);
        if (flag(quiet) && flag(verbose)) {
            throw ToolException.usage("Quiet and verbose are both set.", "Remove one of them.");
        }
        return new OutputSettings(
                json,
                flag(quiet) ? Verbosity.QUIET : flag(verbose) ? Verbosity.VERBOSE : Verbosity.NORMAL,
                color(layers.get(Setting.COLOR)));
    }

    private static Color color(@Nullable SettingValue value) {
        if (value == null) {
            return Color.AUTO;
        }
        return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
            case "auto" -> Color.AUTO;
            case "always" -> Color.ALWAYS;
            case "never" -> Color.NEVER;
            default ->
                throw ToolException.usage(
                        value.place() + ": '" + value.text() + "' does not say when output is coloured.",
                        "Use auto, always or never.");
        };
    }

    private static List<String> texts(List<SettingValue> values) {
        values.forEach(SettingsResolver::text);
        return values.stream().map(SettingValue::text).toList();
    }

    private static @Nullable String text(@Nullable SettingValue value) {
        if (value != null && value.text().isBlank()) {
            throw ToolException.usage(value.place() + " is empty.", "Set a value, or remove it.");
        }
        return value == null ? null : value.text();
    }

    /**
     * The table's name follows a colon; without one, {@code --table} or the Flyway project names it, or it is Flyway's default.
     * A Flyway project goes on with its own history.
     */
    private @Nullable String flywayTable(Layers layers, @Nullable FlywayProject project) {
        SettingValue history = layers.get(Setting.HISTORY);
        if (history == null) {
            return project == null ? null : text(layers.get(Setting.TABLE));
        }
        Matcher flyway = FLYWAY.matcher(history.text().strip());
        if (!flyway.matches()) {
            throw ToolException.usage(
                    history.place() + ": '" + history.text() + "' is not a kind of history.",
                    "Use flyway, or flyway:TABLE if Flyway's table has another name than " + FlywayHistory.DEFAULT_TABLE
                            + ". Leave it out for a history of Manticore's own.");
        }
        String table = text(layers.get(Setting.TABLE));
        String named = flyway.group(1);
        if (named != null && table != null && project == null) {
            throw ToolException.usage(
                    history.place() + " and " + wording.option(Setting.TABLE) + " both name the table of the history.",
                    "Remove one of the two names.");
        }
        return named != null ? named : table != null ? table : FlywayHistory.DEFAULT_TABLE;
    }

    private static List<String> ignored(List<SettingValue> values) {
        for (SettingValue value : values) {
            try {
                ScriptFilter.ALL.ignoring(value.text());
            } catch (IllegalArgumentException refused) {
                throw ToolException.usage(
                        value.place() + ": " + refused.getMessage() + ".",
                        "Use the name of a file or directory, e.g. seed*.sql, or its path in the source, e.g. old/**.");
            }
        }
        return texts(values);
    }

    private static boolean flag(@Nullable SettingValue value) {
        if (value == null) {
            return false;
        }
        return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
            case "", "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default ->
                throw ToolException.usage(
                        value.place() + ": '" + value.text() + "' is neither true nor false.",
                        "Use true or false, or remove it.");
        };
    }

    private static Placeholders placeholders(Placeholders first, Map<String, SettingValue> values) {
        Placeholders placeholders = first;
        for (Map.Entry<String, SettingValue> entry : values.entrySet()) {
            try {
                placeholders =
                        placeholders.with(entry.getKey(), entry.getValue().text());
            } catch (IllegalArgumentException refused) {
                throw ToolException.usage(
                        entry.getValue().place() + ": " + refused.getMessage() + ".", "Choose another name.");
            }
        }
        return placeholders;
    }

    private static @Nullable Charset encoding(@Nullable SettingValue value) {
        if (value == null) {
            return null;
        }
        try {
            return Charset.forName(value.text().strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw ToolException.usage(
                    value.place() + ": the encoding '" + value.text() + "' is not known.",
                    "Use a name that Java knows, e.g. UTF-8, ISO-8859-1 or windows-1252.");
        }
    }

    private static Set<Deviation> allowed(List<SettingValue> values) {
        Set<Deviation> allowed = EnumSet.noneOf(Deviation.class);
        for (SettingValue value : values) {
            allowed.add(
                    switch (value.text().toLowerCase(Locale.ROOT)) {
                        case "late" -> Deviation.LATE_VERSION;
                        case "skipped-late" -> Deviation.SKIPPED_LATE_VERSION;
                        case "missing" -> Deviation.MISSING_FILE;
                        case "changed" -> Deviation.CHANGED_CHECKSUM;
                        case "pooled-session" -> Deviation.POOLED_SESSION;
                        case "empty" -> Deviation.EMPTY_SCRIPT;
                        default ->
                            throw ToolException.usage(
                                    value.place() + ": '" + value.text() + "' is not a known deviation.",
                                    "Use late (a version lower than an applied one, which is applied), skipped-late"
                                            + " (one that is not applied), missing (an applied version or repeatable"
                                            + " migration without a file), changed (a file that was changed after it was"
                                            + " applied), empty (a script that is blank or still as it was created) or"
                                            + " pooled-session (a script that changes its session behind a connection"
                                            + " pooler).");
                    });
        }
        return allowed;
    }
}
