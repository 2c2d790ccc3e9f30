package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.settings.Wording;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What the linter found, and what is needed to show it. Immutable.
 *
 * @param report findings with the levels that the user wants
 * @param failOn the run fails if a finding is at least as bad; {@link Level#OFF} if none makes it fail
 * @param directory from which the places of files start where they are relative
 * @param version of the program
 * @param wording how users of the program write its options
 * @param fixed the files that were changed before the report was made, as their findings named them
 * @param notFixed why files were not changed that should have been, in a sentence each
 */
public record LintResult(
        LintReport report,
        Level failOn,
        Path directory,
        String version,
        Wording wording,
        List<String> fixed,
        List<String> notFixed) {
    public LintResult {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(failOn, "failOn");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(wording, "wording");
        fixed = List.copyOf(fixed);
        notFixed = List.copyOf(notFixed);
    }

    /** A result without changes of files. */
    public LintResult(LintReport report, Level failOn, Path directory, String version, Wording wording) {
        this(report, failOn, directory, version, wording, List.of(), List.of());
    }

    /** Whether a finding makes the run fail. */
    public boolean failed() {
        return report.findings().stream().anyMatch(this::fails);
    }

    boolean fails(Finding finding) {
        return failOn != Level.OFF && finding.level().isAtLeast(failOn);
    }
}
