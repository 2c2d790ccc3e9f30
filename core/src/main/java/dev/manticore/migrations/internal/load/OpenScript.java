package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.List;
import java.util.Set;

/**
 * What is in the file of a script, split into statements. {@link Script} says what the components are.
 *
 * @param written the text of the file; empty if it cannot be decoded
 * @param placeholders the names of its placeholders in lower case
 */
record OpenScript(
        String written,
        SplitScript sql,
        ScriptHeader header,
        String checksum,
        ContentChecksum content,
        List<SqlStatement> statements,
        List<TransactionBlock> blocks,
        List<Problem> problems,
        List<TextRange> unreplaced,
        boolean asksDatabase,
        Set<String> placeholders) {
    private static final SplitScript EMPTY = SqlSplitter.split("");

    OpenScript {
        statements = List.copyOf(statements);
        blocks = List.copyOf(blocks);
        problems = List.copyOf(problems);
        unreplaced = List.copyOf(unreplaced);
    }

    /** A script that cannot be read. */
    static OpenScript unreadable(String written, List<Problem> problems) {
        return new OpenScript(
                written,
                EMPTY,
                ScriptHeader.NONE,
                "",
                new ContentChecksum(EMPTY, ScriptHeader.NONE, true),
                List.of(),
                List.of(),
                problems,
                List.of(),
                false,
                Set.of());
    }

    /** Whether it cannot be decoded or split. */
    boolean isUnreadable() {
        return checksum.isEmpty();
    }

    /**
     * This script, or if it has another checksum than before, this script with that as its only problem. One that has problems already
     * stays as it is.
     */
    OpenScript unlessChanged(String before, String origin) {
        return before.equals(checksum) || !problems.isEmpty()
                ? this
                : with(List.of(new Problem(
                        Problem.Kind.SOURCE_UNREADABLE,
                        "The file was changed while this run was reading the migrations.",
                        SourceLocation.file(origin),
                        "Try again when the file is complete.")));
    }

    /** This script with these problems. */
    OpenScript with(List<Problem> found) {
        return new OpenScript(
                written,
                sql,
                header,
                checksum,
                content,
                statements,
                blocks,
                found,
                unreplaced,
                asksDatabase,
                placeholders);
    }
}
