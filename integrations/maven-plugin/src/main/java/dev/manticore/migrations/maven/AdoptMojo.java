package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.session.AdoptedTool;
import dev.manticore.migrations.settings.session.MigratorSession;
import dev.manticore.migrations.settings.text.ResultText;
import dev.manticore.migrations.spi.ReadableHistory;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the history of Flyway, golang-migrate, goose or dbmate: records the migrations that the tool has applied, in
 * one transaction, so that migrate goes on where the tool stopped.
 */
@Mojo(name = "adopt", requiresProject = false, threadSafe = true)
public final class AdoptMojo extends ManticoreMojo {
    /** The tool: flyway, golang-migrate, goose or dbmate. */
    @Parameter(property = "manticore.from", required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private String from;

    /** The tool's history table, as NAME or SCHEMA.NAME. Default: the tool's. */
    @Parameter(property = "manticore.from-table")
    private @Nullable String fromTable;

    /** Shows the SQL, and executes nothing. */
    @Parameter(property = "manticore.dry-run", defaultValue = "false")
    private boolean dryRun;

    /** The file for the SQL of a dry run. Default: it is shown in the log. */
    @Parameter(property = "manticore.output")
    private @Nullable File output;

    @Override
    void run() {
        ReadableHistory history = AdoptedTool.named(from, WORDING).history(fromTable, WORDING);
        Settings settings = settings();
        withSessions(settings, sessions -> {
            try (MigratorSession session = sessions.open(settings, feedback())) {
                if (dryRun) {
                    SqlFile.write(ResultText.sql(session.migrator().planAdoption(history)), output, feedback());
                } else {
                    feedback().result(results().adopted(session.migrator().adopt(history)));
                }
            }
        });
    }
}
