package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.environment.OutputFile;
import dev.manticore.migrations.settings.session.ReportTask;
import dev.manticore.migrations.settings.session.ReportTask.Part;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history of the database, what is pending and, if asked for, what lint, verify and drift find to one HTML file. Only reads
 * the database.
 */
@Mojo(name = "report", requiresProject = false, threadSafe = true)
public final class ReportMojo extends ManticoreMojo {
    /** The file to write. */
    @Parameter(property = "manticore.output", defaultValue = "target/migrations.html")
    @SuppressWarnings("NullAway.Init") // by Maven
    private String output;

    /** What else it has: lint, verify, drift. Each takes a scratch PostgreSQL. */
    @Parameter(property = "manticore.with")
    private @Nullable List<String> with;

    @Override
    void run() {
        OutputFile file = OutputFile.of(environment(), output, WORDING.option("output"));
        Set<Part> parts = Part.named(with == null ? List.of() : with, WORDING.option("with"));
        Settings settings = settings();
        withSessions(settings, sessions -> {
            file.write(new ReportTask(sessions, WORDING)
                    .report(settings, parts, ZoneId.systemDefault(), feedback())
                    .toString());
            feedback().result(List.of("Wrote " + file.path()));
        });
    }
}
