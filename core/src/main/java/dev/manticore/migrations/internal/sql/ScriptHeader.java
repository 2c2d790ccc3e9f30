package dev.manticore.migrations.internal.sql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a script says about how it wants to be run: {@code -- manticore: key=value} in the comment lines before its first statement.
 *
 * @param transaction {@code transaction=none} or {@code transaction=required}
 * @param lockTimeout {@code lock_timeout}; zero means no limit
 * @param statementTimeout {@code statement_timeout}; zero means no limit
 */
public record ScriptHeader(
        Optional<TransactionUse> transaction, Optional<Duration> lockTimeout, Optional<Duration> statementTimeout) {

    /** The header of a script that has none. */
    public static final ScriptHeader NONE = new ScriptHeader(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Reads the header of a script.
     *
     * @throws SqlSyntaxException if a key is unknown or there twice, if a value isn't valid, or if a line that looks like a header is behind
     *     the first statement or is a block comment
     */
    public static ScriptHeader of(SqlText script) {
        List<Gap> gaps = script.gaps();
        int first = script.statements().isEmpty()
                ? script.text().length()
                : script.statements().get(0).start();
        HeaderReader reader = new HeaderReader(script.text());
        for (Gap gap : gaps) {
            reader.read(gap, gap.start() < first);
        }
        return reader.header();
    }
}
