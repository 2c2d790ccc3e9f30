package dev.manticore.migrations.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of the commands that can dump the schema after the run. Picocli writes the field. */
final class DumpOption {
    @Option(
            names = "--dump-schema",
            paramLabel = "FILE",
            description =
                    "After the run, write the schema of the database to FILE with pg_dump, which has to be on the PATH"
                            + " and not older than the server.")
    private @Nullable String file;

    /** The file, or null. */
    @Nullable
    String file() {
        return file;
    }
}
