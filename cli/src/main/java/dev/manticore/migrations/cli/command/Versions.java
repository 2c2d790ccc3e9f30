package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.failure.CliException;

/** Versions on the command line. */
final class Versions {
    private Versions() {}

    static long check(String option, long version) {
        if (version < 0) {
            throw CliException.usage(
                    option + " is " + version + ".",
                    "Name a version that exists, or 0 for a database without migrations.");
        }
        return version;
    }
}
