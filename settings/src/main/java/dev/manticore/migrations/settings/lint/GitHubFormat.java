package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.inspection.lint.Finding;
import java.util.stream.Collectors;

/**
 * Workflow commands of GitHub Actions.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
 */
final class GitHubFormat {
    private final LintResult result;
    private final FilePaths paths;

    GitHubFormat(LintResult result) {
        this.result = result;
        this.paths = new FilePaths(result.directory());
    }

    String text() {
        return result.report().findings().stream()
                .map(finding -> command(finding) + "\n")
                .collect(Collectors.joining());
    }

    private String command(Finding finding) {
        SourceLocation location = finding.location();
        String command = switch (finding.level()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE, OFF -> "notice";
        };
        return "::" + command + " file=" + property(paths.of(location))
                + (location.line() == 0 ? "" : ",line=" + location.line())
                + (location.column() == 0 ? "" : ",col=" + location.column())
                + ",title=" + property(finding.rule())
                + "::" + data(FindingText.withAdvice(finding));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
