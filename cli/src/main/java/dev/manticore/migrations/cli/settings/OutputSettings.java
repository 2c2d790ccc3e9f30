package dev.manticore.migrations.cli.settings;

/** How to show what happens: as JSON or text, and how much of it. */
public record OutputSettings(boolean json, Verbosity verbosity) {

    public enum Verbosity {
        QUIET,
        NORMAL,
        VERBOSE
    }

    /** What can be said before the other places have been looked at, which may fail. */
    public static OutputSettings of(Layer commandLine) {
        return new OutputSettings(commandLine.has(Setting.JSON), Verbosity.NORMAL);
    }
}
