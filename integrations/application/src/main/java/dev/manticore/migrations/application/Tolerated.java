package dev.manticore.migrations.application;

import dev.manticore.migrations.Deviation;
import java.util.Locale;

/** The deviations that can be tolerated, with the names of the command line. */
public enum Tolerated {
    /** A version lower than an applied one, which is then applied. */
    LATE(Deviation.LATE_VERSION),
    /** A version lower than an applied one, which is then not applied. */
    SKIPPED_LATE(Deviation.SKIPPED_LATE_VERSION),
    /** An applied version or repeatable migration without a file. */
    MISSING(Deviation.MISSING_FILE),
    /** A file that was changed after it was applied. */
    CHANGED(Deviation.CHANGED_CHECKSUM),
    /** A script that is blank, or still as it was created. */
    EMPTY(Deviation.EMPTY_SCRIPT),
    /** A script that changes its session behind a connection pooler. */
    POOLED_SESSION(Deviation.POOLED_SESSION);

    private final Deviation deviation;

    Tolerated(Deviation deviation) {
        this.deviation = deviation;
    }

    /** The value of the property. */
    String property() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it stands for. */
    public Deviation deviation() {
        return deviation;
    }
}
