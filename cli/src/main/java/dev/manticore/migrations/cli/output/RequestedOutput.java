package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.PrintStream;

/** Prints what the user asked for. Unlike progress, it has to arrive; a {@link PrintStream} alone ignores errors. */
public final class RequestedOutput {
    private RequestedOutput() {}

    /**
     * Prints the text.
     *
     * @throws ToolException if some of it could not be written
     */
    public static void print(PrintStream out, String text) {
        out.print(text);
        requireWritten(out);
    }

    /**
     * Checks everything that was printed so far.
     *
     * @throws ToolException if some of it could not be written
     */
    public static void requireWritten(PrintStream out) {
        if (out.checkError()) {
            throw new ToolException(
                    ErrorCode.OUTPUT_FAILED,
                    "Standard output could not be written completely.",
                    "Whoever reads it has closed it, or its disk is full. Run the command again with another output.",
                    null);
        }
    }
}
