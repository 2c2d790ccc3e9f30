package dev.manticore.migrations.cli.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.OutputSettings.Verbosity;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the library's log to standard error. Configured in code, since parsing a configuration file is slow. */
final class LogSetup {
    private static final String LIBRARY = "dev.manticore.migrations";

    private final Environment environment;

    @Inject
    LogSetup(Environment environment) {
        this.environment = environment;
    }

    /** Turns logging off until the settings are known; by default, the logging library would print everything. */
    void silence() {
        // The driver logs to java.util.logging, which would print to standard error beside our output.
        LogManager.getLogManager().reset();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(LIBRARY).setLevel(Level.OFF);
        }
    }

    void apply(Verbosity verbosity) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                return Printable.text(new String(super.encode(event), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            }
        };
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(environment.err());
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
        context.getLogger(LIBRARY)
                .setLevel(
                        switch (verbosity) {
                            // The output already shows important events and failures.
                            case QUIET, NORMAL -> Level.OFF;
                            case VERBOSE -> Level.DEBUG;
                        });
    }
}
