package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.text.ScriptText;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import dev.manticore.migrations.internal.sql.text.TextRange;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A script, split into statements.
 *
 * @param checksum the checksum of {@link SplitScript#normalised}, or of {@link SplitScript#normalisedWithValues} for a
 *     repeatable migration; empty if the file cannot be read, or if it is Java code that gives none
 * @param content the checksum of what the script does, which does not change with comments and blank space
 * @param statements its statements but BEGIN and COMMIT
 * @param blocks what its BEGIN and COMMIT put into one transaction; in order, and none overlaps another
 * @param problems why the script cannot be run; empty if it can. A file that cannot be read has no statements
 * @param unreplaced what looks like a placeholder in its statements and is sent as it is, because nobody turned
 *     placeholders on; in order
 * @param asksDatabase whether it has a placeholder whose value only the database knows, and which was not asked yet
 */
public record Script(
        ScriptFile file,
        SplitScript sql,
        ScriptHeader header,
        String checksum,
        ContentChecksum content,
        List<SqlStatement> statements,
        List<TransactionBlock> blocks,
        List<Problem> problems,
        List<TextRange> unreplaced,
        boolean asksDatabase) {

    public Script {
        Objects.requireNonNull(file, "file");
        statements = List.copyOf(statements);
        blocks = List.copyOf(blocks);
        problems = List.copyOf(problems);
        unreplaced = List.copyOf(unreplaced);
    }

    /** Returns this script with these problems. */
    Script with(List<Problem> found) {
        return new Script(file, sql, header, checksum, content, statements, blocks, found, unreplaced, asksDatabase);
    }

    /** Returns this script, which was made with the database's values. */
    Script complete() {
        return new Script(file, sql, header, checksum, content, statements, blocks, problems, unreplaced, false);
    }

    /** Returns the location of the file, as its source names it. */
    public String origin() {
        return file.origin();
    }

    /** Returns the text that is sent; the statements' offsets are indices in it. */
    public String text() {
        return sql.text();
    }

    /**
     * Returns the block that holds all statements. It means nothing: the script and its history row are one transaction
     * anyway. Empty if it matters, because {@link #transaction} says {@code none}, or because the block cannot write.
     */
    public Optional<TransactionBlock> outerBlock() {
        return blocks.stream()
                .filter(block -> block.from() == 0 && block.to() == statements.size())
                .filter(block -> !block.isReadOnly() && repeated().isEmpty())
                .filter(block -> transaction().orElse(null) != TransactionMode.NONE)
                .findFirst();
    }

    /** Returns how its header, or the file beside it, asks for it to be run. */
    public Optional<TransactionMode> transaction() {
        return header.transaction()
                .or(() -> file.settings()
                        .executeInTransaction()
                        .map(required -> required ? TransactionMode.REQUIRED : TransactionMode.NONE));
    }

    /** Returns how a statement is to be repeated; empty if it is executed once. */
    public Optional<Repetition> repetition(int index) {
        return repetition(statements.get(index));
    }

    Optional<Repetition> repetition(SqlStatement statement) {
        return Optional.ofNullable(header.repetitions().get(statement.start()));
    }

    /** Returns the first statement that is to be repeated. */
    public Optional<SqlStatement> repeated() {
        return header.repetitions().isEmpty()
                ? Optional.empty()
                : statements.stream()
                        .filter(statement -> header.repetitions().containsKey(statement.start()))
                        .findFirst();
    }

    /** Returns the Java code that it stands for; empty for a script. */
    public Optional<CodeMigration> code() {
        return Optional.ofNullable(file.code());
    }

    /** Returns whether it does nothing at all. */
    public boolean isEmpty() {
        return statements.isEmpty() && problems.isEmpty() && file.code() == null;
    }

    /** Returns the checksum to record, or null if Java code gives none. */
    public @Nullable String recordedChecksum() {
        return file.code() != null && checksum.isEmpty() ? null : checksum;
    }

    /** Returns the name to record: the path of the file below its location, or the name of the class. */
    public String recordedName() {
        return file.code() == null ? file.path() : origin();
    }

    /** Returns the checksum of the content to record, or null for Java code. */
    public @Nullable String recordedContent() {
        return file.code() == null ? content.value() : null;
    }

    /** Returns whether nobody wrote anything into the script: it is as it was created, or blank. */
    public boolean isUntouched() {
        return isEmpty() && Template.isUntouched(sql.normalised());
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

    /** Returns a statement as the file has it, with its placeholders instead of their values. */
    public TxStatement asWritten(int index) {
        SqlStatement statement = statements().get(index);
        TextRange copyData = statement.copyData();
        return new TxStatement(sql.asWritten(statement), copyData == null ? null : sql.asWritten(copyData));
    }

    /** Returns the location of an offset in the text. */
    public SourceLocation locate(int offset) {
        return locate(origin(), sql.source(), offset);
    }

    static SourceLocation locate(String origin, ScriptText text, int offset) {
        TextPosition position = text.locate(offset);
        return new SourceLocation(origin, position.line(), position.column(), text.line(position.line()));
    }
}
