package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Printable;

/** Colours, used only on a terminal. */
public record Style(boolean colours) {
    private static final String RESET = "\u001b[0m";

    public String red(String text) {
        return paint("31", text);
    }

    public String green(String text) {
        return paint("32", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        String printable = Printable.text(text);
        return colours ? "\u001b[" + code + "m" + printable + RESET : printable;
    }
}
