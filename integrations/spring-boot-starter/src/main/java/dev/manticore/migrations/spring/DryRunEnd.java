package dev.manticore.migrations.spring;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the application after a dry run with exit code 0, and without a report of a failure. */
final class DryRunEnd implements SpringBootExceptionReporter {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunEnd.class);

    /** Where the start is one of a test, the program is the test's and goes on. Boot's devtools know tests in this way, too. */
    private static final List<String> TESTS =
            List.of("org.junit.", "org.testng.", "org.springframework.boot.test.", "org.springframework.test.");

    DryRunEnd(ConfigurableApplicationContext context) {
        // Boot calls this constructor.
    }

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DryRunEndedException ended) {
                LOG.info(ended.getMessage());
                if (!isTest()) {
                    System.exit(0);
                }
                return true;
            }
        }
        return false;
    }

    private static boolean isTest() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> TESTS.stream().anyMatch(frame.getClassName()::startsWith)));
    }
}
