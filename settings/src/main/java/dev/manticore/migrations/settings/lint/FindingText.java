package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.inspection.lint.Finding;

/** What a finding says, where its place is shown elsewhere. */
final class FindingText {
    private FindingText() {}

    /** Message, advice and the statements that are safer, in lines. */
    static String withAdvice(Finding finding) {
        StringBuilder text = new StringBuilder(finding.message()).append('\n').append(finding.advice());
        finding.saferSql().forEach(statement -> text.append('\n').append(terminated(statement)));
        return Printable.text(text.toString());
    }

    /** What may be a comment, which has no semicolon. */
    static String terminated(String statement) {
        return statement.startsWith("--") ? statement : statement + ";";
    }
}
