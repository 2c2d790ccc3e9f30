package dev.manticore.migrations.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings that have one name. Each can be set by an option, an environment variable or the properties file. See
 * {@link Layer#placeholder} for those that users name themselves.
 */
public enum Setting {
    FLYWAY("flyway", false),
    SOURCE("source", true),
    JAR("jar", true),
    URL("url", false),
    USER("user", false),
    /** The only setting without an option, since everybody on the machine can read command lines. */
    PASSWORD("password", false),
    EMBEDDED("embedded", false),
    SCHEMA("schema", false),
    TABLE("table", false),
    HISTORY("history", false),
    LEASE("lease", false),
    LOCK_WAIT("lock-wait", false),
    ANSWER_TIMEOUT("answer-timeout", false),
    LOCK_TIMEOUT("lock-timeout", false),
    LOCK_RETRY_PAUSE("lock-retry-pause", false),
    LOCK_RETRY_TIME("lock-retry-time", false),
    STATEMENT_TIMEOUT("statement-timeout", false),
    BATCH_TIME("batch-time", false),
    NOTES_WITH_STATEMENTS("notes-with-statements", false),
    WAIT_FOR_DATABASE("wait-for-database", false),
    ENCODING("encoding", false),
    ALLOW("allow", true),
    FOLLOW_LINKS("follow-links", false),
    IGNORE("ignore", true),
    SCRATCH_URL("scratch-url", false),
    SCRATCH_INIT("scratch-init", true),
    SCRATCH_VERSION("scratch-version", false),
    SEED("seed", true),
    JSON("json", false),
    VERBOSE("verbose", false),
    QUIET("quiet", false),
    COLOR("color", false);

    private final String key;
    private final boolean repeatable;

    Setting(String key, boolean repeatable) {
        this.key = key;
        this.repeatable = repeatable;
    }

    /** The long option's name without dashes, which is also the key in the properties file. */
    public String key() {
        return key;
    }

    public String option() {
        return "--" + key;
    }

    public String variable() {
        return "MANTICORE_" + name();
    }

    boolean repeatable() {
        return repeatable;
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
