package dev.manticore.migrations.cli.convert;

/**
 * A line of a file.
 *
 * @param number where it is in the file of the other tool, from 1
 * @param text without the line feed; a carriage return before it is part of the text
 */
record Line(int number, String text) {

    boolean isBlank() {
        return text.isBlank();
    }

    boolean isComment() {
        return text.strip().startsWith("--");
    }
}
