package dev.manticore.migrations.internal.load;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What the file beside a script sets, e.g. {@code V1__x.sql.conf}. Keys and values are Flyway's.
 *
 * @param executeInTransaction whether the script runs in one transaction; empty where that is not said
 * @param encoding the script's encoding; empty for the migrator's
 * @param placeholderReplacement whether placeholders are replaced; empty for what the migrator was built with
 * @param shouldExecute whether the script is executed at all
 */
public record ScriptSettings(
        Optional<Boolean> executeInTransaction,
        Optional<Charset> encoding,
        Optional<Boolean> placeholderReplacement,
        boolean shouldExecute) {

    /** Those of a script without such a file. */
    public static final ScriptSettings NONE =
            new ScriptSettings(Optional.empty(), Optional.empty(), Optional.empty(), true);
}
