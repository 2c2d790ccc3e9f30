package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.settings.json.JsonObject;
import dev.manticore.migrations.settings.json.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The code quality report of GitLab.
 *
 * @see <a href="https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format">Its format</a>
 */
final class GitLabFormat {
    private final LintResult result;
    private final FilePaths paths;
    private final Fingerprints fingerprints;

    GitLabFormat(LintResult result) {
        this.result = result;
        this.paths = new FilePaths(result.directory());
        this.fingerprints = new Fingerprints(paths);
    }

    String text() {
        return JsonText.of(
                result.report().findings().stream().map(this::violation).toList());
    }

    private Map<String, @Nullable Object> violation(Finding finding) {
        return new JsonObject()
                .with("description", Printable.line(finding.message() + " " + finding.advice()))
                .with("check_name", finding.rule())
                .with("fingerprint", fingerprints.of(finding))
                .with(
                        "severity",
                        switch (finding.level()) {
                            case ERROR -> "critical";
                            case WARNING -> "major";
                            case NOTE, OFF -> "info";
                        })
                .with(
                        "location",
                        new JsonObject()
                                .with("path", paths.of(finding.location()))
                                // It has to be there: the whole file is shown with its first line.
                                .with(
                                        "lines",
                                        Map.of(
                                                "begin",
                                                Math.max(1, finding.location().line())))
                                .members())
                .members();
    }
}
