package dev.manticore.migrations.cli.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.manticore.migrations.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of a file that apply a migration, or those that revert it.
 *
 * @param start the line to name in messages
 * @param transaction whether the tool runs them in a transaction
 */
record Part(ForeignFile file, Line start, boolean transaction, List<Line> lines) {

    Part {
        lines = List.copyOf(lines);
    }

    SourceLocation location() {
        return file.location(start);
    }

    boolean hasStatements() {
        return StatementSearch.finds(text(lines));
    }

    /** Whether there is nothing to read in it, not even a comment. */
    boolean isBlank() {
        return lines.stream().allMatch(Line::isBlank);
    }

    /** What a script of ours contains: without blank lines around it, and with a header if it needs one. */
    List<Line> script() {
        List<Line> script = new ArrayList<>();
        if (!transaction) {
            script.add(new Line(start.number(), "-- manticore: transaction=none"));
        }
        if (isBlank()) {
            script.add(new Line(start.number(), "-- " + file.encoded(file.name()) + " has no statements."));
            return script;
        }
        int first = 0;
        while (lines.get(first).isBlank()) {
            first++;
        }
        int end = lines.size();
        while (lines.get(end - 1).isBlank()) {
            end--;
        }
        script.addAll(lines.subList(first, end));
        return script;
    }

    static byte[] bytes(List<Line> lines) {
        return (text(lines) + "\n").getBytes(ISO_8859_1);
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
