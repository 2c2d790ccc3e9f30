package dev.manticore.migrations.fleet;

import org.slf4j.MDC;

/** The name of the target in the log's context. */
final class LogContext {
    private static final String KEY = "manticore.target";

    private LogContext() {}

    /** Does something for a target on this thread; what is logged meanwhile has its name. */
    static void of(FleetTarget target, Runnable task) {
        MDC.put(KEY, target.name());
        try {
            task.run();
        } finally {
            MDC.remove(KEY);
        }
    }
}
