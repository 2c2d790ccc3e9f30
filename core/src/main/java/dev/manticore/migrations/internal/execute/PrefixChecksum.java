package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.load.Script;

/**
 * A checksum over the first statements of a script: chained, so that the next one costs one statement. Over the statements
 * as the file has them: another value of a placeholder, such as the time of the run, is no change.
 */
public final class PrefixChecksum {
    private final Script script;
    private String checksum = "";
    private int length;

    PrefixChecksum(Script script) {
        this.script = script;
    }

    /** The checksum over the first statements of a script. */
    public static String of(Script script, int statements) {
        return new PrefixChecksum(script).upTo(statements);
    }

    /** The checksum over this many statements, empty for none; to ask for fewer than before costs more. */
    String upTo(int statements) {
        if (statements < length) {
            checksum = "";
            length = 0;
        }
        while (length < statements) {
            String text = script.asWritten(length).sql().replace("\r\n", "\n");
            checksum = Checksum.of(checksum + "\n" + text);
            length++;
        }
        return checksum;
    }
}
