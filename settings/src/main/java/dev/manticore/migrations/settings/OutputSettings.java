package dev.manticore.migrations.settings;

/** The output format and verbosity. */
public record OutputSettings(boolean json, Verbosity verbosity) {

    public enum Verbosity {
        QUIET,
        NORMAL,
        VERBOSE
    }

    /** The settings of the command line alone, for errors while the other places are read. */
    public static OutputSettings of(Layer commandLine) {
        return new OutputSettings(commandLine.has(Setting.JSON), Verbosity.NORMAL);
    }
}
