package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LintOptions;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.lint.TableSizes;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.Feedback;
import dev.manticore.migrations.settings.session.InspectionSession;
import dev.manticore.migrations.settings.session.Sessions;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs the linter as users ask for it, and changes files because of it. */
public final class Linting {
    private final Sessions sessions;
    private final ProcessEnvironment environment;
    private final Wording wording;
    private final String version;

    /** @param version of the program, for formats that name it */
    public Linting(Sessions sessions, ProcessEnvironment environment, Wording wording, String version) {
        this.sessions = sessions;
        this.environment = environment;
        this.wording = wording;
        this.version = version;
    }

    /**
     * Judges migrations. If files are to be changed, judges them again afterwards.
     *
     * @throws ToolException if an option is wrong, before anything else happens
     * @throws dev.manticore.migrations.MigrationException if the migrations cannot be applied
     */
    public LintResult lint(Settings settings, LintRequest request, Feedback feedback) {
        Level failOn =
                request.failOn() == null ? Level.ERROR : LevelsFile.level(request.failOn(), wording.option("fail-on"));
        Map<String, Level> levels =
                request.levels() == null ? Map.of() : LevelsFile.read(environment, request.levels());
        Map<String, Long> rows = RowCounts.parse(request.sizes(), wording.option("size"));
        LintScope scope = LintScope.of(request, settings, sessions, environment, wording, feedback);
        TableSizes sizes = sizes(rows, request.sizesFrom(), settings, feedback);
        LintOptions options = new LintOptions(scope.judged(), !scope.together(), request.cockroach());
        try (InspectionSession session = sessions.openInspection(settings, feedback)) {
            LintReport report = weighed(session, options, levels, sizes);
            if (!request.fix() && !request.fixApplied()) {
                return new LintResult(report, failOn, environment.directory(), version, wording);
            }
            Predicate<Path> mayChange = request.fixApplied() ? file -> true : scope.mayChange();
            FileFixes.Outcome outcome =
                    new FileFixes(environment, settings.encoding(), mayChange, wording).apply(report.findings());
            LintReport afterwards = outcome.fixed().isEmpty() ? report : weighed(session, options, levels, sizes);
            return new LintResult(
                    afterwards, failOn, environment.directory(), version, wording, outcome.fixed(), outcome.refused());
        }
    }

    private static LintReport weighed(
            InspectionSession session, LintOptions options, Map<String, Level> levels, TableSizes sizes) {
        return session.lint(options).withLevels(levels).weighed(sizes);
    }

    /** What the user says goes before what a database estimates. */
    private TableSizes sizes(
            Map<String, Long> given, @Nullable DatabaseChoice from, Settings settings, Feedback feedback) {
        if (from == null) {
            return TableSizes.of(given);
        }
        try (OpenDatabase database = sessions.openDatabase(from, settings, feedback)) {
            return TableSizes.of(given).or(TableSizes.of(RowCounts.of(database.dataSource())));
        }
    }
}
