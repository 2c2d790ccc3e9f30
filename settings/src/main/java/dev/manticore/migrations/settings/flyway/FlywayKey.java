package dev.manticore.migrations.settings.flyway;

import static dev.manticore.migrations.settings.flyway.Treatment.LEFT_ALONE;
import static dev.manticore.migrations.settings.flyway.Treatment.REFUSED;
import static dev.manticore.migrations.settings.flyway.Treatment.TAKEN;
import static dev.manticore.migrations.settings.flyway.Treatment.WARNED;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The keys of Flyway's configuration, and what becomes of each. {@code docs/from-flyway.md} lists them all. */
public enum FlywayKey {
    URL("url"),
    USER("user"),
    PASSWORD("password"),
    SCHEMAS("schemas"),
    INIT_SQL("initSql"),
    ENVIRONMENT("environment"),
    LOCATIONS("locations"),
    CALLBACK_LOCATIONS("callbackLocations"),
    JAR_DIRS("jarDirs"),
    FAIL_ON_MISSING_LOCATIONS("failOnMissingLocations"),
    DEFAULT_SCHEMA("defaultSchema"),
    CREATE_SCHEMAS("createSchemas"),
    TABLE("table"),
    ENCODING("encoding"),
    SQL_MIGRATION_PREFIX("sqlMigrationPrefix"),
    UNDO_SQL_MIGRATION_PREFIX("undoSqlMigrationPrefix"),
    REPEATABLE_SQL_MIGRATION_PREFIX("repeatableSqlMigrationPrefix"),
    BASELINE_MIGRATION_PREFIX("baselineMigrationPrefix"),
    SQL_MIGRATION_SEPARATOR("sqlMigrationSeparator"),
    SQL_MIGRATION_SUFFIXES("sqlMigrationSuffixes"),
    VALIDATE_MIGRATION_NAMING("validateMigrationNaming"),
    PLACEHOLDER_REPLACEMENT("placeholderReplacement"),
    PLACEHOLDER_PREFIX("placeholderPrefix"),
    PLACEHOLDER_SUFFIX("placeholderSuffix"),
    PLACEHOLDER_SEPARATOR("placeholderSeparator"),
    OUT_OF_ORDER("outOfOrder"),
    IGNORE_MIGRATION_PATTERNS("ignoreMigrationPatterns"),
    VALIDATE_ON_MIGRATE("validateOnMigrate"),
    TARGET("target"),
    BASELINE_ON_MIGRATE("baselineOnMigrate"),
    BASELINE_VERSION("baselineVersion"),
    BASELINE_DESCRIPTION("baselineDescription"),
    LOCK_RETRY_COUNT("lockRetryCount"),

    MIXED("mixed", LEFT_ALONE, "a script may always mix statements of both kinds"),
    STREAM("stream", LEFT_ALONE, "a script is always sent as a whole"),
    BATCH("batch", LEFT_ALONE, "a script is always sent as a whole"),
    EXECUTE_IN_TRANSACTION(
            "executeInTransaction", LEFT_ALONE, "statements that refuse a transaction are recognised by themselves"),
    POSTGRESQL_TRANSACTIONAL_LOCK("postgresql.transactional.lock", LEFT_ALONE, "no lock is held while a script runs"),
    DRIVER("driver", LEFT_ALONE, "the driver is always PostgreSQL's"),
    SCRIPT_PLACEHOLDER_PREFIX("scriptPlaceholderPrefix", LEFT_ALONE, "there are no scripts but those in SQL"),
    SCRIPT_PLACEHOLDER_SUFFIX("scriptPlaceholderSuffix", LEFT_ALONE, "there are no scripts but those in SQL"),
    CLEAN_DISABLED("cleanDisabled", LEFT_ALONE, "there is no clean"),
    OUTPUT_QUERY_RESULTS("outputQueryResults", LEFT_ALONE, "results of queries are never printed"),
    LOGGERS("loggers", LEFT_ALONE, "see --verbose and --json"),
    REPORT_ENABLED("reportEnabled", LEFT_ALONE, "see --json"),
    REPORT_FILENAME("reportFilename", LEFT_ALONE, "see --json"),
    LICENSE_KEY("licenseKey", LEFT_ALONE, "no licence is needed"),
    EMAIL("email", LEFT_ALONE, "no licence is needed"),
    TOKEN("token", LEFT_ALONE, "no licence is needed"),
    EDITION("edition", LEFT_ALONE, "no licence is needed"),
    COMMUNITY_DB_SUPPORT_ENABLED("communityDBSupportEnabled", LEFT_ALONE, "PostgreSQL and CockroachDB need none"),
    POWERSHELL_EXECUTABLE("powershellExecutable", LEFT_ALONE, "there are no scripts but those in SQL"),
    PUBLISH_RESULT("publishResult", LEFT_ALONE, "results go nowhere"),
    PIPELINE_ID("pipelineId", LEFT_ALONE, "results go nowhere"),
    PROVISION_MODE("provisionMode", LEFT_ALONE, "databases are not provisioned"),
    PROVISIONER("provisioner", LEFT_ALONE, "databases are not provisioned"),
    DISPLAY_NAME("displayName", LEFT_ALONE, "it is Flyway Desktop's"),
    SCHEMA_MODEL_LOCATION("schemaModelLocation", LEFT_ALONE, "it is Flyway Desktop's"),
    SCHEMA_MODEL_SCHEMAS("schemaModelSchemas", LEFT_ALONE, "it is Flyway Desktop's"),
    CONFIG_FILES("configFiles", LEFT_ALONE, "see --flyway=FILE"),
    CONFIG_FILE_ENCODING("configFileEncoding", LEFT_ALONE, "configuration files are in UTF-8"),
    WORKING_DIRECTORY("workingDirectory", LEFT_ALONE, "paths start in the current directory"),

    GROUP("group", WARNED, "each migration commits by itself, as without group"),
    DETECT_ENCODING("detectEncoding", WARNED, "a file in another encoding is an error; name it with encoding"),
    INSTALLED_BY("installedBy", WARNED, "the history names the user of the database"),
    TABLESPACE("tablespace", WARNED, "the history's table is created in the default tablespace"),
    CONNECT_RETRIES("connectRetries", WARNED, "a run ends if it cannot connect"),
    CONNECT_RETRIES_INTERVAL("connectRetriesInterval", WARNED, "a run ends if it cannot connect"),
    KERBEROS_CONFIG_FILE("kerberosConfigFile", WARNED, "set the system property java.security.krb5.conf"),
    ERROR_OVERRIDES("errorOverrides", WARNED, "errors and warnings of the server stay what they are"),
    CHECK_DRIFT_ON_MIGRATE("checkDriftOnMigrate", WARNED, "drift is not looked for"),
    CLEAN_ON_VALIDATION_ERROR("cleanOnValidationError", WARNED, "there is no clean"),

    CALLBACKS("callbacks", REFUSED, "callbacks in Java are not supported; write them as SQL files"),
    RESOLVERS("resolvers", REFUSED, "resolvers in Java are not supported; put the migrations into files"),
    MIGRATION_RESOLVERS(
            "migrationResolvers", REFUSED, "resolvers in Java are not supported; put the migrations into files"),
    SKIP_DEFAULT_CALLBACKS(
            "skipDefaultCallbacks", REFUSED, "callbacks are SQL files only; leave files out with --ignore"),
    SKIP_DEFAULT_RESOLVERS(
            "skipDefaultResolvers", REFUSED, "no migration would be left; leave files out with --ignore"),
    SKIP_EXECUTING_MIGRATIONS(
            "skipExecutingMigrations", REFUSED, "migrations are never recorded without being executed"),
    CHERRY_PICK("cherryPick", REFUSED, "all pending migrations would be applied; use --to VERSION"),
    DRY_RUN_OUTPUT("dryRunOutput", REFUSED, "the migrations would be applied; use migrate --dry-run > FILE");

    private final String key;
    private final Treatment treatment;
    private final String reason;

    FlywayKey(String key) {
        this(key, TAKEN, "");
    }

    FlywayKey(String key, Treatment treatment, String reason) {
        this.key = key;
        this.treatment = treatment;
        this.reason = reason;
    }

    /** As it is written in a configuration file behind {@code flyway.}. */
    public String key() {
        return key;
    }

    public Treatment treatment() {
        return treatment;
    }

    /** Why it is not taken, as the end of a sentence; empty if it is. */
    public String reason() {
        return reason;
    }

    /** The environment variable, e.g. {@code FLYWAY_SQL_MIGRATION_PREFIX}. */
    String variable() {
        return "FLYWAY_"
                + key.replace("DB", "Db")
                        .replace('.', '_')
                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                        .toUpperCase(Locale.ROOT);
    }

    static Optional<FlywayKey> of(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }
}
