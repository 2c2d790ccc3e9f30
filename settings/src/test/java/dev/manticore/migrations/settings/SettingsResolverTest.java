package dev.manticore.migrations.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.Password;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which source of a setting takes precedence, and how mistakes are reported. */
class SettingsResolverTest {

    @TempDir
    private Path directory;

    private final Map<String, String> variables = new HashMap<>();
    private final Layer commandLine = new Layer();

    @Test
    void theCommandLineGoesBeforeTheVariablesAndTheseBeforeTheFile() throws IOException {
        file("schema=file\ntable=file\nlease=1m\nsource=file1,file2\n");
        variables.putAll(Map.of("MANTICORE_SCHEMA", "variable", "MANTICORE_TABLE", "variable"));
        commandLine.option(Setting.SCHEMA, "option").option(Setting.SOURCE, "option");

        Settings settings = resolve();

        assertThat(settings.schema()).isEqualTo("option");
        assertThat(settings.table()).isEqualTo("variable");
        assertThat(settings.lease()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.sources()).containsExactly("option");
        assertThat(settings.lockWait()).isNull();
        assertThat(settings.database()).isNull();
    }

    @Test
    void aListInAVariableIsSeparatedByCommas() {
        variables.put("MANTICORE_SOURCE", "a, classpath:b");
        variables.put("MANTICORE_ALLOW", "late,changed");

        assertThat(resolve().sources()).containsExactly("a", "classpath:b");
        assertThat(resolve().allowed()).containsExactlyInAnyOrder(Deviation.LATE_VERSION, Deviation.CHANGED_CHECKSUM);
    }

    @Test
    void aListInAnOptionIsSeparatedByCommasOrTheOptionRepeated() {
        commandLine.option(Setting.SOURCE, "a,classpath:b").option(Setting.SOURCE, "db/*/migration");

        assertThat(resolve().sources()).containsExactly("a", "classpath:b", "db/*/migration");
    }

    @Test
    void aSourceWithoutANameIsNotTheCurrentDirectory() {
        commandLine.option(Setting.SOURCE, "");

        assertThatThrownBy(this::resolve).hasMessage("--source is empty.");
    }

    @Test
    void variablesOfOthersAreNoneOfOurs() {
        variables.put("MANTICORE_PORT", "tcp://10.0.0.1:80");

        assertThat(resolve().database()).isNull();
    }

    @Test
    void aPasswordInTheUrlIsRefusedOnTheCommandLineAlone() {
        String url = "postgresql://me:secret@host/db";
        variables.put("MANTICORE_URL", url);
        assertThat(server().password()).isEqualTo(new Password("secret"));

        commandLine.option(Setting.URL, url);
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("--url contains a password")
                .hasMessageNotContaining("secret");
    }

    @Test
    void thePassphraseOfAKeyIsASecretToo() {
        commandLine.option(Setting.URL, "postgresql://me@host/db?sslpassword=secret");

        assertThatThrownBy(this::resolve).hasMessageContaining("--url contains a password");
    }

    @Test
    void passwordsHaveAnOrder() throws IOException {
        file("url=postgresql://me:in-the-url@host/db\n");
        assertThat(server().password()).isEqualTo(new Password("in-the-url"));

        file("url=postgresql://me:in-the-url@host/db\npassword=in-the-file\n");
        assertThat(server().password()).isEqualTo(new Password("in-the-file"));

        variables.put("PGPASSWORD", "of-postgres");
        assertThat(server().password()).isEqualTo(new Password("of-postgres"));

        variables.put("MANTICORE_PASSWORD", "ours");
        assertThat(server().password()).isEqualTo(new Password("ours"));
    }

    @Test
    void thePlaceThatNamesTheDatabaseDecidesAboutTheUser() throws IOException {
        file("user=file\n");
        variables.put("MANTICORE_URL", "postgresql://url@host/db");
        assertThat(server().user()).isEqualTo("url");

        variables.put("MANTICORE_URL", "postgresql://host/db");
        assertThat(server().user()).isEqualTo("file");

        variables.put("MANTICORE_USER", "variable");
        variables.put("MANTICORE_URL", "postgresql://url@host/db");
        assertThat(server().user()).isEqualTo("variable");
    }

    @Test
    void psqlsVariablesFillGaps() {
        variables.putAll(
                Map.of("PGHOST", "h", "PGPORT", "5433", "PGDATABASE", "d", "PGUSER", "u", "PGSSLMODE", "require"));
        commandLine.option(Setting.URL, "postgresql://");

        assertThat(server().url()).hasToString("postgresql://h:5433/d");
        assertThat(server().user()).isEqualTo("u");
        assertThat(server().parameters()).containsEntry("sslmode", "require");
    }

    @Test
    void theVariableOfHostingProvidersGoesLast() throws IOException {
        variables.put("DATABASE_URL", "postgres://provider:in-the-url@host/db");
        assertThat(server().url()).hasToString("postgresql://provider@host/db");
        assertThat(server().password()).isEqualTo(new Password("in-the-url"));

        variables.put("PGPASSWORD", "of-postgres");
        assertThat(server().password()).isEqualTo(new Password("in-the-url"));

        file("user=file\npassword=in-the-file\n");
        assertThat(server().user()).isEqualTo("file");
        assertThat(server().password()).isEqualTo(new Password("in-the-file"));

        file("embedded=\n");
        assertThat(resolve().database()).isInstanceOf(DatabaseChoice.Embedded.class);
    }

    @Test
    void anEmbeddedDatabaseOfAHigherPlaceHidesAUrl() throws IOException {
        file("url=postgresql://host/db\nuser=file\n");
        commandLine.option(Setting.EMBEDDED, "");

        assertThat(resolve().database())
                .isEqualTo(new DatabaseChoice.Embedded(directory.resolve(".manticore/postgres"), "postgres"));
    }

    @Test
    void twoDatabasesInOnePlaceAreRefused() {
        commandLine.option(Setting.EMBEDDED, "x").option(Setting.URL, "postgresql://host/db");

        assertThatThrownBy(this::resolve).hasMessage("--url and --embedded specify two databases.");
    }

    @Test
    void aMistakeNamesItsPlace() throws IOException {
        file("lease=soon");
        assertThatThrownBy(this::resolve).hasMessage("manticore.properties:1: 'soon' is not a duration.");

        variables.put("MANTICORE_LEASE", "later");
        assertThatThrownBy(this::resolve).hasMessage("MANTICORE_LEASE: 'later' is not a duration.");

        commandLine.option(Setting.LEASE, "10ms");
        assertThatThrownBy(this::resolve).hasMessage("--lease: lease must be at least 1 s, was 10ms.");

        commandLine.option(Setting.LEASE, "PT2562047788015215H");
        assertThatThrownBy(this::resolve).hasMessageStartingWith("--lease: lease must be at most 24 h");
    }

    @Test
    void howToShowThingsIsASettingToo() {
        variables.put("MANTICORE_JSON", "true");
        variables.put("MANTICORE_QUIET", "1");

        assertThat(resolver().resolveOutput(commandLine)).isEqualTo(new OutputSettings(true, Verbosity.QUIET));
        variables.put("MANTICORE_VERBOSE", "yes");
        assertThatThrownBy(() -> resolver().resolveOutput(commandLine)).hasMessage("Quiet and verbose are both set.");
    }

    @Test
    void noTextShowsASecret() {
        variables.put("MANTICORE_URL", "postgresql://me:secret@host/db?sslpassword=secret");

        assertThat(resolve().toString()).contains("postgresql://me@host/db").doesNotContain("url:secret", "secret@");
        assertThat(environment().toString()).doesNotContain("secret");
    }

    private DatabaseChoice.Server server() {
        return (DatabaseChoice.Server) resolve().database();
    }

    private Settings resolve() {
        return resolver().resolve(commandLine);
    }

    private SettingsResolver resolver() {
        return new SettingsResolver(environment(), new OptionWording());
    }

    private ProcessEnvironment environment() {
        return new ProcessEnvironment(variables, directory);
    }

    private void file(String text) throws IOException {
        Files.writeString(directory.resolve("manticore.properties"), text);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        file("lease=5x\nallow=foo\n");
        variables.put("MANTICORE_URL", "mysql://host/db");
        commandLine.option(Setting.ENCODING, "utf-9").option(Setting.LOCK_WAIT, "1m");

        assertThatThrownBy(this::resolve)
                .hasMessageContaining("4 settings are wrong:\nMANTICORE_URL: the URL must begin with ")
                .hasMessageContaining("\nmanticore.properties:1: '5x' is not a duration. Use a number with a unit")
                .hasMessageContaining("\n--encoding: the encoding 'utf-9' is not known. Use a name that Java knows")
                .hasMessageContaining("\nmanticore.properties:2: 'foo' is not a known deviation. Use late ")
                .hasMessageNotContaining("lock-wait");
    }

    @Test
    void theServersTimeoutsAreDurationsFromAnyPlace() throws IOException {
        file("lock-timeout=5s\n");
        variables.put("MANTICORE_STATEMENT_TIMEOUT", "10m");
        assertThat(resolve().lockTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(resolve().statementTimeout()).isEqualTo(Duration.ofMinutes(10));

        commandLine.option(Setting.LOCK_TIMEOUT, "5");
        assertThatThrownBy(this::resolve).hasMessage("--lock-timeout: '5' is not a duration.");
    }

    @Test
    void howAMigrationIsTriedAgainBecauseOfALock() throws IOException {
        assertThat(resolve().lockRetry()).isEqualTo(LockRetry.DEFAULT);
        file("lock-retry-pause=2s\n");
        variables.put("MANTICORE_LOCK_RETRY_TIME", "0");
        assertThat(resolve().lockRetry()).isEqualTo(new LockRetry(Duration.ofSeconds(2), Duration.ZERO));

        commandLine.option(Setting.LOCK_RETRY_PAUSE, "0");
        assertThatThrownBy(this::resolve)
                .hasMessage("--lock-retry-pause: the longest pause must be longer than 0 and at most 24 days, was 0.");
        variables.put("MANTICORE_LOCK_RETRY_TIME", "600h");
        commandLine.option(Setting.LOCK_RETRY_PAUSE, "1s");
        assertThatThrownBy(this::resolve)
                .hasMessage("MANTICORE_LOCK_RETRY_TIME: a migration can be tried again for at most 24 days, was 600h.");
    }

    @Test
    void howManyMigrationsAndNotesShareAMessage() throws IOException {
        assertThat(resolve().batchTime()).isNull();
        assertThat(resolve().notesWithStatements()).isFalse();
        file("batch-time=2s\nnotes-with-statements=true\n");
        assertThat(resolve().batchTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(resolve().notesWithStatements()).isTrue();

        variables.put("MANTICORE_BATCH_TIME", "0");
        variables.put("MANTICORE_NOTES_WITH_STATEMENTS", "false");
        assertThat(resolve().batchTime()).isZero();
        assertThat(resolve().notesWithStatements()).isFalse();

        commandLine.option(Setting.BATCH_TIME, "5").option(Setting.NOTES_WITH_STATEMENTS, "perhaps");
        assertThatThrownBy(this::resolve)
                .hasMessageContaining("--batch-time: '5' is not a duration.")
                .hasMessageContaining("--notes-with-statements: 'perhaps' is neither true nor false.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.0001S", "600h"})
    void aTimeoutThatTheServerCannotKeepIsRefused(String text) {
        commandLine.option(Setting.STATEMENT_TIMEOUT, text);
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("--statement-timeout: a timeout of the server is a number of milliseconds");
    }
}
