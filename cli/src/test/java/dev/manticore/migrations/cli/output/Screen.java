package dev.manticore.migrations.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after some output. It knows the escape sequences that we use, and no other. */
final class Screen {
    private static final Pattern PART = Pattern.compile("\u001b\\[(\\d*)([A-Za-z])|[\\r\\n]|[^\\r\\n\u001b]+");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int line;
    private int column;

    private Screen() {}

    /** The lines, without colours. */
    static List<String> after(String output) {
        Screen screen = new Screen();
        Matcher parts = PART.matcher(output);
        int end = 0;
        while (parts.find()) {
            if (parts.start() != end) {
                throw new AssertionError("unknown output at " + end + ": " + output);
            }
            end = parts.end();
            screen.add(parts);
        }
        return screen.lines.stream().map(StringBuilder::toString).toList();
    }

    private void add(Matcher part) {
        String text = part.group();
        if (part.group(2) != null) {
            control(part.group(2), part.group(1).isEmpty() ? 1 : Integer.parseInt(part.group(1)));
        } else if (text.equals("\r")) {
            column = 0;
        } else if (text.equals("\n")) {
            line++;
            column = 0;
            if (line == lines.size()) {
                lines.add(new StringBuilder());
            }
        } else {
            StringBuilder current = lines.get(line);
            current.replace(column, Math.min(current.length(), column + text.length()), text);
            column += text.length();
        }
    }

    private void control(String letter, int number) {
        switch (letter) {
            case "A" -> line = Math.max(0, line - number);
            case "J" -> {
                lines.get(line).setLength(column);
                lines.subList(line + 1, lines.size()).clear();
            }
            case "m" -> {
                // A colour.
            }
            default -> throw new AssertionError("unknown escape sequence: " + letter);
        }
    }
}
