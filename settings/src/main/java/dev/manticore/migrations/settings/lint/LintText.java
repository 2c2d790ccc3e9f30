package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LintReport;
import dev.manticore.migrations.inspection.lint.StatementRecord;
import dev.manticore.migrations.settings.Wording;
import dev.manticore.migrations.settings.text.Style;
import dev.manticore.migrations.settings.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings for people, in the form that compilers have: place, level, message, the line and a caret below it. */
public final class LintText {
    private static final String INDENT = "  ";

    private final Style style;

    public LintText(Style style) {
        this.style = style;
    }

    /** Everything, with a line end behind each line. */
    public String of(LintResult result) {
        List<String> lines = new ArrayList<>();
        result.notFixed().forEach(reason -> lines.add(Printable.line(reason)));
        result.fixed().forEach(file -> lines.add("Changed " + Printable.line(file) + "."));
        if (!lines.isEmpty()) {
            lines.add("");
        }
        for (Finding finding : result.report().findings()) {
            lines.addAll(lines(finding, result.wording()));
            lines.add("");
        }
        lines.add(summary(result.report()));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private List<String> lines(Finding finding, Wording wording) {
        List<String> lines = new ArrayList<>();
        lines.add(finding.location() + ": " + level(finding.level()) + " " + style.bold(finding.message()) + " "
                + style.faint("[" + finding.rule() + "]"));
        finding.location().excerpt().forEach(line -> lines.add(INDENT + line));
        lines.add(INDENT + style.faint("what to do:") + " " + Printable.text(finding.advice()));
        for (String statement : finding.saferSql()) {
            Printable.text(FindingText.terminated(statement))
                    .lines()
                    .forEach(line -> lines.add(INDENT + INDENT + line));
        }
        if (finding.fix().isPresent()) {
            lines.add(INDENT + style.faint(wording.option("fix") + " changes the file."));
        }
        return lines;
    }

    private String level(Level level) {
        return switch (level) {
            case ERROR -> style.red(level + ":");
            case WARNING -> style.yellow(level + ":");
            case NOTE, OFF -> style.bold(level + ":");
        };
    }

    private String summary(LintReport report) {
        String examined = Words.count(report.statements().size(), "statement") + " of "
                + Words.count(migrations(report), "migration");
        if (report.findings().isEmpty()) {
            return "No findings in " + examined + ".";
        }
        String levels = Stream.of(Level.ERROR, Level.WARNING, Level.NOTE)
                .flatMap(level -> count(report, level))
                .collect(Collectors.joining(", "));
        return style.bold(Words.count(report.findings().size(), "finding")) + " (" + levels + ") in " + examined + ".";
    }

    private static Stream<String> count(LintReport report, Level level) {
        long count = report.findings().stream()
                .filter(finding -> finding.level() == level)
                .count();
        return count == 0 ? Stream.empty() : Stream.of(Words.count(count, level.toString()));
    }

    private static long migrations(LintReport report) {
        return report.statements().stream()
                .map(StatementRecord::migration)
                .distinct()
                .count();
    }
}
