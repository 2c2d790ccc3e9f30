package dev.manticore.migrations.inspection.lint;

import java.util.Locale;

/** How bad a finding is. The worst comes first. */
public enum Level {
    /** It stops the application, loses data, or fails. */
    ERROR,
    /** It is likely to do harm when tables are large or the application is busy. */
    WARNING,
    /** Worth to know. */
    NOTE,
    /** Not reported. */
    OFF;

    /** Whether it is as bad as the other one, or worse. */
    public boolean isAtLeast(Level other) {
        return compareTo(other) <= 0;
    }

    /** In lower case, as files and options name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
