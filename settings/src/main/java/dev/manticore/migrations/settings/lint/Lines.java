package dev.manticore.migrations.settings.lint;

/** Texts of several lines, with line feeds whatever the platform has. */
final class Lines {
    private Lines() {}

    static String terminated(String text) {
        return text.replace("\r\n", "\n") + "\n";
    }
}
