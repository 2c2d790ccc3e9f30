package dev.manticore.migrations.settings.flyway;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a Flyway project.
 *
 * @param url the database; empty where the configuration names none, as with the other values
 * @param sources directories and class-path locations, with their prefix
 * @param jars jar files in which class-path locations are searched
 * @param defaultSchema the schema of the history and of scripts
 * @param table the history's table
 * @param lockWait how long to wait for another run, as a duration
 * @param tolerated deviations that {@code migrate} tolerates
 * @param validated deviations that validating tolerates
 * @param target what {@code migrate} is to achieve
 * @param initSql what each new connection executes first
 * @param notes for the user, each with its severity
 */
public record FlywayProject(
        Optional<FlywayValue> url,
        Optional<FlywayValue> user,
        Optional<FlywayValue> password,
        List<FlywayValue> sources,
        List<String> jars,
        Optional<FlywayValue> defaultSchema,
        FlywayValue table,
        Optional<FlywayValue> encoding,
        Optional<FlywayValue> lockWait,
        ScriptNaming naming,
        Placeholders placeholders,
        Set<Deviation> tolerated,
        Set<Deviation> validated,
        Target target,
        Optional<Baseline> baseline,
        Optional<String> initSql,
        List<String> notes) {

    public FlywayProject {
        sources = List.copyOf(sources);
        jars = List.copyOf(jars);
        tolerated = Set.copyOf(tolerated);
        validated = Set.copyOf(validated);
        notes = List.copyOf(notes);
    }

    /** What {@code migrate} does first with a database that has tables and no history. */
    public record Baseline(Version version, String description) {}

    /**
     * Reads the configuration.
     *
     * @param files those that the user named, with commas between them; blank for those in Flyway's usual places
     * @throws dev.manticore.migrations.settings.failure.ToolException with all errors of the configuration, if there are any
     */
    public static FlywayProject read(ProcessEnvironment environment, String files) {
        Reports reports = new Reports();
        RawConfiguration configuration = ConfigurationFiles.read(environment, files, reports);
        // A file that cannot be read makes all that follows wrong.
        reports.requireNone();
        return new ProjectReader(environment, KnownEntries.of(configuration, reports), reports).read();
    }
}
