package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Printable;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Prints each entry of the log on a line: time, level, the simple name of the class, and the message; then the exception. */
final class LogHandler extends Handler {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintStream out;

    LogHandler(PrintStream out, ZoneId zone) {
        this.out = out;
        setFormatter(new Formatter() {
            @Override
            public String format(LogRecord entry) {
                String text = TIME.format(entry.getInstant().atZone(zone)) + " " + level(entry.getLevel()) + " "
                        + simpleName(String.valueOf(entry.getLoggerName())) + ": " + formatMessage(entry) + "\n";
                return entry.getThrown() == null ? text : text + trace(entry.getThrown());
            }
        });
    }

    /** The names of SLF4J's levels, in which the library logs. */
    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN ";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO " : "DEBUG";
    }

    private static String simpleName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            out.print(Printable.text(getFormatter().format(entry)));
            out.flush();
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** The stream is not ours to close. */
    @Override
    public void close() {}
}
