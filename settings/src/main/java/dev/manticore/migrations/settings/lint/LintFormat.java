package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Spelling;
import dev.manticore.migrations.settings.text.Style;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats in which findings are written. */
public enum LintFormat {
    /** For people. */
    TEXT {
        @Override
        public String write(LintResult result) {
            return new LintText(new Style(false)).of(result);
        }
    },
    /** The document that {@code docs/json.md} describes. */
    JSON {
        @Override
        public String write(LintResult result) {
            return Lines.terminated(LintDocument.text(result));
        }
    },
    /** SARIF 2.1.0, which many services and editors read. */
    SARIF {
        @Override
        public String write(LintResult result) {
            return Lines.terminated(new SarifFormat(result).text());
        }
    },
    /** The code quality report of GitLab. */
    GITLAB {
        @Override
        public String write(LintResult result) {
            return Lines.terminated(new GitLabFormat(result).text());
        }
    },
    /** Commands for the log of GitHub Actions, which become annotations. */
    GITHUB {
        @Override
        public String write(LintResult result) {
            return new GitHubFormat(result).text();
        }
    },
    /** The reports of JUnit, which most build servers read. */
    JUNIT {
        @Override
        public String write(LintResult result) {
            return Lines.terminated(new JUnitFormat(result).text());
        }
    };

    /** The complete text of a file in this format, with line feeds as line ends. */
    public abstract String write(LintResult result);

    /** The name in lower case, as options have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names, in the order of the documentation. */
    public static List<String> names() {
        return Arrays.stream(values()).map(LintFormat::toString).toList();
    }

    /**
     * The format of a name.
     *
     * @param option where the name was given, for the message
     * @throws ToolException if there is none
     */
    public static LintFormat named(String name, String option) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ToolException.usage(
                        option + ": '" + name + "' is not a format.",
                        Spelling.nearest(name, names())
                                        .map(near -> "Did you mean " + near + "? ")
                                        .orElse("")
                                + "The formats are " + String.join(", ", names()) + "."));
    }
}
