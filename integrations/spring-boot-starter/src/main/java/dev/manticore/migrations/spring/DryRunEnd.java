package dev.manticore.migrations.spring;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the application after a dry run with exit code 0, and without a report of a failure. */
final class DryRunEnd implements SpringBootExceptionReporter {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunEnd.class);

    /**
     * Where a test or a server starts the application, the program is theirs and goes on. Boot's devtools know tests in this
     * way, too.
     */
    private static final List<String> OTHERS = List.of(
            "org.junit.",
            "org.testng.",
            "org.springframework.boot.test.",
            "org.springframework.test.",
            "org.springframework.boot.web.servlet.support.SpringBootServletInitializer.");

    DryRunEnd(ConfigurableApplicationContext context) {
        // Boot calls this constructor.
    }

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DryRunEndedException ended) {
                LOG.info(ended.getMessage());
                if (isOwnProgram(StackWalker.getInstance()
                        .walk(frames -> frames.map(DryRunEnd::name).toList()))) {
                    System.exit(0);
                }
                return true;
            }
        }
        return false;
    }

    private static String name(StackWalker.StackFrame frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /**
     * Whether the program is the application's.
     *
     * @param frames of the thread that starts the application: class and method
     */
    static boolean isOwnProgram(List<String> frames) {
        return frames.stream().anyMatch(frame -> frame.endsWith(".main"))
                && frames.stream().noneMatch(frame -> OTHERS.stream().anyMatch(frame::startsWith));
    }
}
