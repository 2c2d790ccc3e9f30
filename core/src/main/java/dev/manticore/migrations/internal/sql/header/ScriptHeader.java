package dev.manticore.migrations.internal.sql.header;

import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How a script asks to be run: {@code -- manticore: key=value} in comment lines before its first statement, and what its
 * statements ask for, in comment lines before each.
 *
 * @param transaction {@code transaction=none} or {@code transaction=required}
 * @param lockTimeout {@code lock_timeout}; zero means no limit
 * @param statementTimeout {@code statement_timeout}; zero means no limit
 * @param after the repeatable migrations that come before this one: the value of each {@code after="name"}, of which there
 *     may be several
 * @param repetitions {@code repeat=until-empty}, by the start of the statement that follows
 * @param allows {@code allow=rule reason}, by the start of the statement that follows
 */
public record ScriptHeader(
        Optional<TransactionMode> transaction,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        List<String> after,
        Map<Integer, Repetition> repetitions,
        Map<Integer, List<Allow>> allows) {

    public ScriptHeader {
        after = List.copyOf(after);
        repetitions = Map.copyOf(repetitions);
        allows = Map.copyOf(allows);
    }

    /** The values of the key {@code transaction}. */
    public enum TransactionMode {

        /** {@code transaction=none}: each statement commits on its own. */
        NONE,

        /** {@code transaction=required}: all statements and the history row commit in one transaction. */
        REQUIRED
    }

    /** The header of a script that has none. */
    public static final ScriptHeader NONE =
            new ScriptHeader(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of(), Map.of());

    /**
     * Reads the header of a script.
     *
     * @param invalid takes every error: an unknown or duplicate key, an invalid value, a header after the first
     *     statement or in a block comment, a comment that divides the script into sections, as other tools do
     */
    public static ScriptHeader of(SplitScript script, Consumer<SqlSyntaxException> invalid) {
        int firstStatement = script.statements().isEmpty()
                ? script.text().length()
                : script.statements().get(0).start();
        HeaderReader reader = new HeaderReader(script.text(), invalid);
        Set<Integer> starts =
                script.statements().stream().map(SqlStatement::start).collect(Collectors.toSet());
        for (TextRange gap : script.gaps()) {
            reader.read(gap, gap.start() < firstStatement, starts.contains(gap.end()));
        }
        return reader.header();
    }
}
