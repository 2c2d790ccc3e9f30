package dev.manticore.migrations.cli.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Divides a file of goose at its annotations, and checks them as goose does. */
final class GooseReader {
    private static final String MARK = "+goose";

    private final ForeignFile file;
    private final Findings findings;
    private final List<Line> up = new ArrayList<>();
    private final List<Line> down = new ArrayList<>();
    private @Nullable Line upStart;
    private @Nullable Line downStart;
    /** The annotation that began the statement that is being read. */
    private @Nullable Line statementStart;

    private boolean transaction = true;

    GooseReader(ForeignFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    void read() {
        for (Line line : file.lines()) {
            if (line.isComment() && line.text().contains(MARK)) {
                annotation(line);
            } else {
                text(line);
            }
        }
        if (statementStart != null) {
            problem(statementStart, "There is no -- +goose StatementEnd for this.", "Add it.");
        }
        if (upStart == null) {
            problem(
                    file.lines().get(0),
                    "There is no -- +goose Up in this file.",
                    "Add it before the first statement.");
        }
    }

    /** Null if the file has none. */
    @Nullable
    Part upPart() {
        return upStart == null ? null : new Part(file, upStart, transaction, up);
    }

    /** Null if the file has none. */
    @Nullable
    Part downPart() {
        return downStart == null ? null : new Part(file, downStart, transaction, down);
    }

    private void text(Line line) {
        if (upStart == null && downStart == null && !line.isBlank() && !line.isComment()) {
            problem(line, "goose allows only comments before -- +goose Up.", "Move this behind it.");
        }
        part().add(line);
    }

    private List<Line> part() {
        return downStart == null ? up : down;
    }

    private void annotation(Line line) {
        String annotation =
                line.text().replace("--", "").replace(MARK, "").strip().toLowerCase(Locale.ROOT);
        if (Character.isWhitespace(line.text().charAt(0))) {
            problem(line, "goose refuses blanks before an annotation.", "Remove them.");
            return;
        }
        switch (annotation) {
            case "up" -> begin(line);
            case "down" -> turn(line);
            case "statementbegin" -> beginStatement(line);
            case "statementend" -> endStatement(line);
            case "no transaction" -> transaction = false;
            case "envsub on" ->
                problem(
                        line,
                        "From here on, goose replaces environment variables in the statements, which Manticore does not.",
                        "Write the values instead of the variables, and remove this line.");
            case "envsub off" -> {
                // Nothing was replaced before either, or that is a problem of its own.
            }
            default ->
                problem(
                        line,
                        "This is not an annotation of goose.",
                        "Use Up, Down, StatementBegin, StatementEnd or NO TRANSACTION, or remove this line.");
        }
    }

    private void begin(Line line) {
        if (upStart != null || statementStart != null) {
            misplaced(line);
        }
        upStart = line;
    }

    private void turn(Line line) {
        if (upStart == null || downStart != null || statementStart != null) {
            misplaced(line);
        }
        downStart = line;
    }

    private void beginStatement(Line line) {
        if (upStart == null || statementStart != null) {
            misplaced(line);
        }
        statementStart = line;
    }

    /** The annotation ends the statement even if it has no semicolon. */
    private void endStatement(Line line) {
        Line start = statementStart;
        if (start == null) {
            misplaced(line);
            return;
        }
        statementStart = null;
        List<Line> statement = part().stream()
                .filter(each -> each.number() > start.number() && !each.isBlank() && !each.isComment())
                .toList();
        if (!statement.isEmpty()
                && !endsInSemicolon(statement.get(statement.size() - 1).text())) {
            part().add(new Line(line.number(), ";"));
        }
    }

    /** If the dashes are not a comment but in a string, a semicolon too many is added, which does no harm. */
    private static boolean endsInSemicolon(String line) {
        int comment = line.indexOf("--");
        return (comment < 0 ? line : line.substring(0, comment)).strip().endsWith(";");
    }

    private void misplaced(Line line) {
        problem(
                line,
                "goose does not allow this annotation here.",
                "Each file has one Up, then at most one Down, and pairs of StatementBegin and StatementEnd in them.");
    }

    private void problem(Line line, String message, String advice) {
        findings.problem(file, line, message, advice);
    }
}
