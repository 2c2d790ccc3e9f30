package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import dev.manticore.migrations.internal.sql.text.TextRange;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A script, split into statements.
 *
 * @param origin the file, as its source names it
 * @param checksum the checksum of {@link SplitScript#normalised}; empty if the file cannot be read
 * @param statements its statements but BEGIN and COMMIT
 * @param blocks what its BEGIN and COMMIT put into one transaction; in order, and none overlaps another
 * @param problems why the script cannot be run; empty if it can. A file that cannot be read has no statements
 */
public record Script(
        String origin,
        SplitScript sql,
        ScriptHeader header,
        String checksum,
        List<SqlStatement> statements,
        List<TransactionBlock> blocks,
        List<Problem> problems) {

    public Script {
        Objects.requireNonNull(origin, "origin");
        statements = List.copyOf(statements);
        blocks = List.copyOf(blocks);
        problems = List.copyOf(problems);
    }

    /** Returns this script with these problems. */
    Script with(List<Problem> found) {
        return new Script(origin, sql, header, checksum, statements, blocks, found);
    }

    public String text() {
        return sql.text();
    }

    /**
     * Returns the block that holds all statements. It means nothing: the script and its history row are one transaction
     * anyway. Empty if it matters, because the header says {@code transaction=none}, or because the block cannot write.
     */
    public Optional<TransactionBlock> outerBlock() {
        return blocks.stream()
                .filter(block -> block.from() == 0 && block.to() == statements.size())
                .filter(block -> !block.isReadOnly())
                .filter(block -> header.transaction().orElse(null) != TransactionMode.NONE)
                .findFirst();
    }

    /** Returns whether nobody wrote anything into the script: it is as it was created, or blank. */
    public boolean isUntouched() {
        return statements().isEmpty() && problems.isEmpty() && Template.isUntouched(sql.normalised());
    }

    /**
     * Returns a statement in the form in which it is sent to the server.
     *
     * @param index from 0
     */
    public TxStatement toSend(int index) {
        SqlStatement statement = statements().get(index);
        TextRange copyData = statement.copyData();
        return new TxStatement(statement.text(text()), copyData == null ? null : copyData.text(text()));
    }

    /** Returns the location of an offset in the text. */
    public SourceLocation locate(int offset) {
        return locate(origin, sql, offset);
    }

    static SourceLocation locate(String origin, SplitScript sql, int offset) {
        TextPosition position = sql.locate(offset);
        return new SourceLocation(origin, position.line(), position.column(), sql.line(position.line()));
    }
}
