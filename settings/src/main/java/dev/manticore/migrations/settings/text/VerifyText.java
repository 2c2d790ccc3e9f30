package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a verification has found, in words. */
public final class VerifyText {
    private final Style style;

    public VerifyText(Style style) {
        this.style = style;
    }

    /** Lines: each fault with its file and details, then notes, then a summary. */
    public List<String> of(VerifyReport report) {
        List<String> lines = new ArrayList<>();
        for (VerifyFault fault : report.faults()) {
            lines.add(style.red(Printable.text(fault.summary()))
                    + (fault.origin() == null ? "" : " (" + Printable.text(fault.origin()) + ")")
                    + (fault.details().isEmpty() ? "" : ":"));
            fault.details().forEach(detail -> detail.lines().forEach(line -> lines.add("  " + Printable.text(line))));
            lines.add("");
        }
        report.notes().forEach(note -> lines.add("note: " + Printable.text(note.toString())));
        if (!report.withoutUndo().isEmpty()) {
            lines.add("Without undo script: " + labels(report.withoutUndo()) + ".");
        }
        if (!report.notVerified().isEmpty()) {
            lines.add("Not verified, since they come behind one that cannot be applied: " + labels(report.notVerified())
                    + ".");
        }
        lines.add(summary(report));
        return lines;
    }

    private static String labels(List<VerifiedMigration> migrations) {
        return migrations.stream().map(migration -> migration.id().label()).collect(Collectors.joining(", "));
    }

    private String summary(VerifyReport report) {
        String done = "Applied, reverted and applied again: "
                + Words.count(report.verified().size(), "migration") + ". Applied twice: "
                + Words.count(report.repeatables().size(), "repeatable migration") + ". ";
        return report.isClean()
                ? done + style.green("Nothing is left and nothing is lost.")
                : done + style.red(Words.count(report.faults().size(), "fault") + ".");
    }
}
