package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.failure.CliException;

/** Checks versions given on the command line. */
final class Versions {
    private Versions() {}

    static long check(String option, long version) {
        if (version < 0) {
            throw CliException.usage(
                    option + " must not be negative, was " + version + ".",
                    "Use a version that exists, or 0 for a database without migrations.");
        }
        return version;
    }
}
