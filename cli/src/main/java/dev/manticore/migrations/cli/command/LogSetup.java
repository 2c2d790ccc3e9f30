package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Sends the library's log to standard error. Java's own logging starts in a tenth of the time of larger ones, and the driver
 * uses it as well.
 */
final class LogSetup {
    /** Held here, since Java forgets the levels of loggers that nobody holds. */
    private final Logger library = Logger.getLogger("dev.manticore.migrations");

    private final Environment environment;

    @Inject
    LogSetup(Environment environment) {
        this.environment = environment;
    }

    /** Turns logging off until the settings are known. By default, Java would print to standard error beside our output. */
    void silence() {
        LogManager.getLogManager().reset();
        library.setLevel(Level.OFF);
    }

    void apply(Verbosity verbosity) {
        switch (verbosity) {
            case QUIET, NORMAL -> {
                // The output already shows important events and failures.
            }
            case VERBOSE -> {
                library.addHandler(new LogHandler(environment.err(), environment.zone()));
                library.setLevel(Level.FINE);
            }
        }
    }
}
