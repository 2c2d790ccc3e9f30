package dev.manticore.migrations.settings;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.flyway.FlywayProject;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a command. Null means that a setting is not set and the library's default applies.
 *
 * @param sources directories and class-path locations as the user wrote them
 * @param jars jar files as the user wrote them
 * @param database null if none was specified
 * @param flywayTable the table of Flyway's that is the history; null for a history of our own
 * @param lockRetry how a migration is tried again that has waited for a lock for as long as it may
 * @param batchTime how long a message with several migrations may take before the next one has fewer; zero for messages of one
 * @param notesWithStatements whether a statement on CockroachDB shares a message with the note that announces it
 * @param waitForDatabase how long to wait until the database accepts connections; null or zero for not at all
 * @param placeholders off if none is declared
 * @param encoding of scripts
 * @param followLinks whether symbolic links out of a source's directory are followed
 * @param ignored patterns of files that are left out of all sources
 * @param allowed what the user tolerates; see {@link #tolerated} and {@link #validated}
 * @param scratch where migrations are tried
 * @param flyway the Flyway project, or null without {@code --flyway}
 * @param warnings for the user
 */
public record Settings(
        List<String> sources,
        List<String> jars,
        @Nullable DatabaseChoice database,
        @Nullable String schema,
        @Nullable String table,
        @Nullable String flywayTable,
        @Nullable Duration lease,
        @Nullable Duration lockWait,
        @Nullable Duration answerTimeout,
        @Nullable Duration lockTimeout,
        LockRetry lockRetry,
        @Nullable Duration statementTimeout,
        @Nullable Duration batchTime,
        boolean notesWithStatements,
        @Nullable Duration waitForDatabase,
        Placeholders placeholders,
        @Nullable Charset encoding,
        Set<Deviation> allowed,
        boolean followLinks,
        List<String> ignored,
        ScratchSettings scratch,
        @Nullable FlywayProject flyway,
        List<String> warnings) {

    public Settings {
        sources = List.copyOf(sources);
        jars = List.copyOf(jars);
        allowed = Set.copyOf(allowed);
        ignored = List.copyOf(ignored);
        warnings = List.copyOf(warnings);
    }

    /** How files are named. */
    public ScriptNaming naming() {
        return flyway == null ? ScriptNaming.DEFAULT : flyway.naming();
    }

    /** What {@code migrate} is to achieve if the command line does not say so. */
    public Target target() {
        return flyway == null ? Target.latest() : flyway.target();
    }

    /** The deviations that all commands but {@code validate} tolerate. */
    public Set<Deviation> tolerated() {
        return flyway == null ? allowed : both(flyway.tolerated());
    }

    /** The deviations that {@code validate} tolerates. */
    public Set<Deviation> validated() {
        return flyway == null ? allowed : both(flyway.validated());
    }

    private Set<Deviation> both(Set<Deviation> others) {
        return Stream.concat(allowed.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
