package dev.manticore.migrations.report;

import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.report.internal.DriftSection;
import dev.manticore.migrations.report.internal.FleetSection;
import dev.manticore.migrations.report.internal.HistorySection;
import dev.manticore.migrations.report.internal.LintSection;
import dev.manticore.migrations.report.internal.Page;
import dev.manticore.migrations.report.internal.PendingSection;
import dev.manticore.migrations.report.internal.ProblemsSection;
import dev.manticore.migrations.report.internal.Summary;
import dev.manticore.migrations.report.internal.TablesSection;
import dev.manticore.migrations.report.internal.Times;
import dev.manticore.migrations.report.internal.VerifySection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a report shows. What is not given is not shown, and the report says of what it knows nothing. Not thread-safe.
 */
public final class HtmlReportBuilder {
    private final String title;
    private Instant generated = Instant.now();
    private ZoneId zone = ZoneId.systemDefault();
    private @Nullable String database;
    private @Nullable MigrationStatus status;
    private @Nullable Plan plan;
    private @Nullable Catalog catalog;
    private @Nullable LintReport lint;
    private @Nullable VerifyReport verify;
    private @Nullable Drift drift;
    private @Nullable FleetStatus fleet;
    private final List<String> notes = new ArrayList<>();
    private Function<Remedy, String> words = Remedy::toString;

    HtmlReportBuilder(String title) {
        this.title = Objects.requireNonNull(title, "title");
    }

    /** When what is shown was read. Default: when the builder was made. */
    public HtmlReportBuilder generated(Instant instant) {
        this.generated = Objects.requireNonNull(instant, "instant");
        return this;
    }

    /** In which zone times are shown. Default: the system's. */
    public HtmlReportBuilder zone(ZoneId other) {
        this.zone = Objects.requireNonNull(other, "zone");
        return this;
    }

    /** Which database it is, without a password. Default: the report does not say. */
    public HtmlReportBuilder database(String description) {
        this.database = Objects.requireNonNull(description, "description");
        return this;
    }

    /** The history, and what would prevent a run; from {@link dev.manticore.migrations.Migrator#status}. */
    public HtmlReportBuilder status(MigrationStatus read) {
        this.status = Objects.requireNonNull(read, "status");
        return this;
    }

    /**
     * What is pending, with its SQL as the files have it: without the values of placeholders, which may be secret. From {@link
     * dev.manticore.migrations.Migrator#plan()}.
     */
    public HtmlReportBuilder plan(Plan made) {
        this.plan = Objects.requireNonNull(made, "plan");
        return this;
    }

    /** What the database consists of: the tables of it that the plan names are shown. */
    public HtmlReportBuilder catalog(Catalog read) {
        this.catalog = Objects.requireNonNull(read, "catalog");
        return this;
    }

    /** What the linter has found in the migrations. */
    public HtmlReportBuilder lint(LintReport found) {
        this.lint = Objects.requireNonNull(found, "lint");
        return this;
    }

    /** What came of applying the migrations, reverting them and applying them again. */
    public HtmlReportBuilder verify(VerifyReport found) {
        this.verify = Objects.requireNonNull(found, "verify");
        return this;
    }

    /** In what the database differs from what its migrations make. */
    public HtmlReportBuilder drift(Drift found) {
        this.drift = Objects.requireNonNull(found, "drift");
        return this;
    }

    /** How each target of a fleet stands. */
    public HtmlReportBuilder fleet(FleetStatus read) {
        this.fleet = Objects.requireNonNull(read, "fleet");
        return this;
    }

    /** Adds a sentence that readers should know, e.g. why something was not examined. */
    public HtmlReportBuilder note(String sentence) {
        notes.add(Objects.requireNonNull(sentence, "sentence"));
        return this;
    }

    /** How the report words what can be done about a problem. Default: with calls of this library. */
    public HtmlReportBuilder words(Remedy.Cases<String> wording) {
        Objects.requireNonNull(wording, "words");
        this.words = remedy -> remedy.sentences(wording);
        return this;
    }

    /** Returns the report. */
    public HtmlReport build() {
        Times times = new Times(zone);
        List<String> all = new ArrayList<>(notes);
        if (plan != null) {
            all.addAll(plan.notes());
        } else if (status != null) {
            all.addAll(status.notes());
        }
        return new HtmlReport(new Page(
                title,
                times.moment(generated),
                new Summary(database, status, lint, verify, drift, fleet, zone).facts(),
                all,
                status == null || status.problems().isEmpty() ? null : ProblemsSection.of(status, words),
                plan == null ? null : PendingSection.of(plan),
                plan == null || catalog == null ? null : TablesSection.of(catalog, plan),
                lint == null ? null : LintSection.of(lint),
                verify == null ? null : VerifySection.of(verify),
                drift == null ? null : DriftSection.of(drift),
                fleet == null ? null : FleetSection.of(fleet, words),
                status == null ? null : HistorySection.of(status, times)));
    }
}
