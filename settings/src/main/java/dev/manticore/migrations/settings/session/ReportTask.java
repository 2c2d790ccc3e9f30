package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.lint.LintOptions;
import dev.manticore.migrations.report.HtmlReport;
import dev.manticore.migrations.report.HtmlReportBuilder;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Commands;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a report on the database that the settings name. Needs {@code manticore-migrations-report}. */
public final class ReportTask {
    private final Sessions sessions;
    private final Wording wording;

    public ReportTask(Sessions sessions, Wording wording) {
        this.sessions = sessions;
        this.wording = wording;
    }

    /** What a report has beyond history and plan. Each of these takes a scratch server. */
    public enum Part {
        LINT,
        VERIFY,
        DRIFT;

        /**
         * The parts of these names.
         *
         * @param option as which the user has given them, for messages
         * @throws ToolException if there is no part of a name
         */
        public static Set<Part> named(Collection<String> names, String option) {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            for (String name : names) {
                parts.add(Arrays.stream(values())
                        .filter(part -> part.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> ToolException.usage(
                                option + ": there is no part '" + name + "'.", "Name some of lint, verify, drift.")));
            }
            return parts;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The report on the history, on what is pending, and on these parts. Only reads the database.
     *
     * @param zone in which times are shown
     * @throws MigrationException if the database cannot be read. A part that fails so is left out, and a note says why
     */
    public HtmlReport report(Settings settings, Set<Part> parts, ZoneId zone, Feedback feedback) {
        DatabaseChoice choice = sessions.requireDatabase(settings);
        HtmlReportBuilder report = HtmlReport.builder(title(choice))
                .database(description(choice))
                .zone(zone)
                .words(new Commands(wording));
        MigrationStatus status;
        try (MigratorSession session = sessions.open(settings, feedback)) {
            status = session.migrator().status();
            report.status(status);
            addPlan(report, session, settings);
        }
        if (parts.contains(Part.DRIFT)) {
            examine(
                    Part.DRIFT,
                    report,
                    feedback,
                    () -> report.drift(new DriftTask(sessions).drift(settings, List.of(), "", feedback)));
        }
        if (parts.contains(Part.LINT) || parts.contains(Part.VERIFY)) {
            try (InspectionSession scratch = sessions.openInspection(settings, feedback)) {
                if (parts.contains(Part.LINT)) {
                    Set<MigrationId> pending = pending(status);
                    LintOptions options = LintOptions.of(step -> pending.contains(step.id()));
                    examine(Part.LINT, report, feedback, () -> report.lint(scratch.lint(options)));
                }
                if (parts.contains(Part.VERIFY)) {
                    examine(Part.VERIFY, report, feedback, () -> report.verify(scratch.verify()));
                }
            }
        }
        return report.build();
    }

    /** What the files do not permit is said in the report, which is needed most when something is wrong. */
    private static void examine(Part part, HtmlReportBuilder report, Feedback feedback, Runnable work) {
        try {
            work.run();
        } catch (MigrationException failure) {
            String note = "There is no result of " + part + ": " + failure.getMessage();
            report.note(note);
            feedback.notice(note);
        }
    }

    private static void addPlan(HtmlReportBuilder report, MigratorSession session, Settings settings) {
        try {
            report.plan(session.migrator().plan(settings.target()));
        } catch (InvalidMigrationsException refused) {
            // The status has the problems that prevent a plan.
            return;
        }
        try {
            report.catalog(Catalog.read(session.runner()));
        } catch (UnsupportedOperationException cockroach) {
            // The report shows no tables then, and does not claim to.
        }
    }

    private static Set<MigrationId> pending(MigrationStatus status) {
        return status.entries().stream()
                .filter(entry -> entry.state().isPending())
                .map(MigrationStatus.Entry::id)
                .collect(Collectors.toSet());
    }

    private static String title(DatabaseChoice choice) {
        return "Migrations of "
                + (choice instanceof DatabaseChoice.Server server
                                && server.url().database() != null
                        ? server.url().database()
                        : "the database");
    }

    /** Without a password. */
    private static String description(DatabaseChoice choice) {
        return choice instanceof DatabaseChoice.Server server
                ? server.url().toString()
                : "embedded PostgreSQL in " + ((DatabaseChoice.Embedded) choice).directory();
    }
}
