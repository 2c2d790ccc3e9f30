package dev.manticore.migrations.settings;

/** The output format and verbosity. */
public record OutputSettings(boolean json, Verbosity verbosity, Color color) {

    public enum Verbosity {
        QUIET,
        NORMAL,
        VERBOSE
    }

    /** When output for people is coloured. */
    public enum Color {
        /** On a terminal, unless the variable {@code NO_COLOR} is set. */
        AUTO,
        ALWAYS,
        NEVER
    }

    /** Coloured as usual. */
    public OutputSettings(boolean json, Verbosity verbosity) {
        this(json, verbosity, Color.AUTO);
    }

    /** The settings of the command line alone, for errors while the other places are read. */
    public static OutputSettings of(Layer commandLine) {
        return new OutputSettings(commandLine.has(Setting.JSON), Verbosity.NORMAL);
    }
}
