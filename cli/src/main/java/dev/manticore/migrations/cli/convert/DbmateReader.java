package dev.manticore.migrations.cli.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Divides a file of dbmate, and checks its lines as dbmate does. */
final class DbmateReader {
    private static final Pattern DIRECTIVE = Pattern.compile("--\\s*migrate:(up|down)(?:\\s+(.*))?\\s*");

    private final ForeignFile file;
    private final Findings findings;
    private final List<Line> up = new ArrayList<>();
    private final List<Line> down = new ArrayList<>();
    private @Nullable Line upStart;
    private @Nullable Line downStart;
    private boolean upTransaction = true;
    private boolean downTransaction = true;

    DbmateReader(ForeignFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    void read() {
        for (Line line : file.lines()) {
            Matcher directive = DIRECTIVE.matcher(line.text());
            if (directive.matches()) {
                String options = directive.group(2) == null ? "" : directive.group(2);
                if (directive.group(1).equals("up")) {
                    begin(line, options);
                } else {
                    turn(line, options);
                }
            } else {
                text(line);
            }
        }
        if (upStart == null) {
            findings.problem(
                    file,
                    file.lines().get(0),
                    "There is no -- migrate:up in this file.",
                    "Add it before the first statement.");
        }
    }

    /** Null if the file has none. */
    @Nullable
    Part upPart() {
        return upStart == null ? null : new Part(file, upStart, upTransaction, up);
    }

    /** Null if the file has none. */
    @Nullable
    Part downPart() {
        return downStart == null ? null : new Part(file, downStart, downTransaction, down);
    }

    private void text(Line line) {
        if (upStart == null && downStart == null && !line.isBlank() && !line.isComment()) {
            findings.problem(file, line, "dbmate allows only comments before -- migrate:up.", "Move this behind it.");
        }
        (downStart == null ? up : down).add(line);
    }

    private void begin(Line line, String options) {
        if (upStart != null) {
            findings.problem(
                    file,
                    line,
                    "This is another -- migrate:up in the same file. A version of Manticore has only one part for up and one"
                            + " for down.",
                    "Divide the file into several, with versions of their own.");
        }
        upStart = line;
        upTransaction = transaction(line, options);
    }

    private void turn(Line line, String options) {
        if (upStart == null || downStart != null) {
            findings.problem(
                    file,
                    line,
                    "dbmate does not allow -- migrate:down here.",
                    "Each file has one -- migrate:up and then one -- migrate:down.");
        }
        downStart = line;
        downTransaction = transaction(line, options);
    }

    private boolean transaction(Line line, String options) {
        boolean transaction = true;
        for (String option : options.strip().split("\\s+", -1)) {
            switch (option) {
                case "", "transaction:true" -> {
                    // The default.
                }
                case "transaction:false" -> transaction = false;
                default ->
                    findings.problem(
                            file,
                            line,
                            "Manticore does not know the option " + option + ".",
                            "Use transaction:false or transaction:true, or remove it.");
            }
        }
        return transaction;
    }
}
