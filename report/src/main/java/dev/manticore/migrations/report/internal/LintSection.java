package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.inspection.lint.LintReport;
import java.util.List;

/** What the linter has found. */
public record LintSection(List<Row> rows) {

    /** One finding. */
    public record Row(Badge level, String rule, String place, String message, String advice) {}

    /**
     * The findings in their order. Their SQL has the values of placeholders, which may be secret, so it is left out; the place says
     * where it is.
     */
    public static LintSection of(LintReport report) {
        return new LintSection(report.findings().stream().map(LintSection::row).toList());
    }

    private static Row row(Finding finding) {
        return new Row(
                new Badge(finding.level().toString(), tone(finding.level())),
                finding.rule(),
                finding.migration().label() + ", " + finding.location(),
                finding.message(),
                finding.advice());
    }

    private static Badge.Tone tone(Level level) {
        return switch (level) {
            case ERROR -> Badge.Tone.BAD;
            case WARNING -> Badge.Tone.ATTENTION;
            case NOTE, OFF -> Badge.Tone.NEUTRAL;
        };
    }
}
