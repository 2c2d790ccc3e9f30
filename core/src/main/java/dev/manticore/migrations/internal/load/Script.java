package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Allowance;
import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.placeholder.DatabaseValues;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.Allow;
import dev.manticore.migrations.internal.sql.header.Repetition;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.header.ScriptHeader.TransactionMode;
import dev.manticore.migrations.internal.sql.text.ScriptText;
import dev.manticore.migrations.internal.sql.text.TextPosition;
import dev.manticore.migrations.internal.sql.text.TextRange;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.TxStatement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A script. Its file is opened when something is asked for that only the file tells, and stays as it was then: most scripts of
 * most runs are applied, and their checksum is all that matters. Thread-safe.
 */
public final class Script {
    private final ScriptFile file;
    private final ScriptReader reader;
    /** Asks the database; null while there is none, or nobody has connected. */
    private final @Nullable Supplier<DatabaseValues> database;
    /** What this is with other values, whose file is read once for both; null if this reads its file. */
    private final @Nullable Script base;
    /** What was read, if several runs share it: as long as there is enough memory. */
    private final @Nullable SharedContent shared;

    private volatile @Nullable Fingerprint fingerprint;
    private volatile @Nullable OpenScript open;

    /** A script whose file has not been opened. */
    Script(ScriptFile file, ScriptReader reader) {
        this(file, reader, null, null, null, null, null);
    }

    /** A script whose file was opened. */
    Script(ScriptFile file, ScriptReader reader, OpenScript open) {
        this(file, reader, null, null, null, null, open);
    }

    private Script(
            ScriptFile file,
            ScriptReader reader,
            @Nullable Supplier<DatabaseValues> database,
            @Nullable Script base,
            @Nullable SharedContent shared,
            @Nullable Fingerprint fingerprint,
            @Nullable OpenScript open) {
        this.file = file;
        this.reader = reader;
        this.database = database;
        this.base = base;
        this.shared = shared;
        this.fingerprint = fingerprint;
        this.open = open;
    }

    /**
     * Reads the file as far as a comparison with the history needs it, and keeps nothing else of it where that is possible.
     *
     * @throws SourceException if it cannot be read; otherwise that becomes one of the {@link #problems}
     */
    void look() throws SourceException {
        if (open == null && fingerprint == null) {
            Fingerprint seen = reader.fingerprint(file);
            fingerprint = seen;
            if (seen == null) {
                open = reader.open(file, database);
            }
        }
    }

    private OpenScript open() {
        OpenScript known = open;
        if (known == null && shared != null) {
            return shared.get(this::read);
        }
        if (known == null) {
            known = read();
            open = known;
        }
        return known;
    }

    private OpenScript read() {
        return unchanged(
                base == null
                        ? reader.openAnyway(file, database)
                        : reader.openAgain(file, base.open(), base.reader, database));
    }

    /** What is executed has to be what was compared with the history. */
    private OpenScript unchanged(OpenScript read) {
        Fingerprint before = fingerprint;
        return before == null
                        || before.checksum().equals(read.checksum())
                        || !read.problems().isEmpty()
                ? read
                : read.with(List.of(new Problem(
                        Problem.Kind.SOURCE_UNREADABLE,
                        "The file was changed while this run was reading the migrations.",
                        SourceLocation.file(origin()),
                        "Try again when the file is complete.")));
    }

    /** Returns this script with these problems. */
    Script with(List<Problem> found) {
        return new Script(file, reader, database, base, null, fingerprint, open().with(found));
    }

    /**
     * Returns this script with the values that only the database knows; it is opened as late as this one, and the database is
     * asked then, if it has a placeholder for one of them.
     *
     * @param known asks the database
     */
    Script with(Supplier<DatabaseValues> known) {
        OpenScript opened = open;
        Fingerprint seen = fingerprint;
        boolean asksNothing = opened != null ? !opened.asksDatabase() : seen != null && !seen.asksDatabase();
        if (database != null || asksNothing) {
            return this;
        }
        return shared != null
                ? new Script(file, reader, known, this, null, seen, null)
                : new Script(
                        file,
                        reader,
                        known,
                        base,
                        null,
                        seen,
                        opened == null ? null : reader.parse(file, opened.written(), known));
    }

    /** Returns this script, to be shared by several runs. */
    Script shared() {
        return new Script(file, reader, null, null, new SharedContent(), fingerprint, open);
    }

    /**
     * Returns this script for a run with a reader of its own: the same one if none of its values differ.
     *
     * @param differing the placeholders with different values, in lower case
     */
    Script readBy(ScriptReader other, Set<String> differing) {
        OpenScript opened = open;
        Fingerprint seen = fingerprint;
        Set<String> used = seen != null ? seen.placeholders() : opened != null ? opened.placeholders() : differing;
        return Collections.disjoint(used, differing) ? this : new Script(file, other, null, this, null, seen, null);
    }

    /** Returns this script as it was before its file was opened: what is read of it from now on is not kept in this one. */
    public Script unopened() {
        return shared != null ? this : new Script(file, reader, database, base, null, fingerprint, null);
    }

    public ScriptFile file() {
        return file;
    }

    /** Returns the text of the file; empty if it cannot be decoded. */
    public String written() {
        return open().written();
    }

    public SplitScript sql() {
        return open().sql();
    }

    public ScriptHeader header() {
        return open().header();
    }

    /**
     * Returns the checksum of {@link SplitScript#normalised}, or of {@link SplitScript#normalisedWithValues} for a repeatable
     * migration; empty if the file cannot be read, or if it is Java code that gives none.
     */
    public String checksum() {
        Fingerprint known = fingerprint;
        return known == null ? open().checksum() : known.checksum();
    }

    /** Returns the checksum of what the script does, which does not change with comments and blank space. */
    public ContentChecksum content() {
        return open().content();
    }

    /** Returns its statements but BEGIN and COMMIT. */
    public List<SqlStatement> statements() {
        return open().statements();
    }

    /** Returns what its BEGIN and COMMIT put into one transaction; in order, and none overlaps another. */
    public List<TransactionBlock> blocks() {
        return open().blocks();
    }

    /** Returns why the script cannot be run; empty if it can. A file that cannot be read has no statements. */
    public List<Problem> problems() {
        return open().problems();
    }

    /**
     * Returns what looks like a placeholder in its statements and is sent as it is, because nobody turned placeholders on; in
     * order.
     */
    public List<TextRange> unreplaced() {
        return open().unreplaced();
    }

    /**
     * Returns whether what is sent may differ between runs with the same file: a value of the database's is in it, or one of
     * these placeholders.
     *
     * @param placeholders names in lower case
     */
    boolean varies(Set<String> placeholders) {
        if (!reader.replaces(file)) {
            return false;
        }
        try {
            look();
        } catch (SourceException unreadable) {
            return false;
        }
        Fingerprint seen = fingerprint;
        return seen == null
                ? open().asksDatabase() || !Collections.disjoint(open().placeholders(), placeholders)
                : seen.asksDatabase() || !Collections.disjoint(seen.placeholders(), placeholders);
    }

    /** Returns the location of the file, as its source names it. */
    public String origin() {
        return file.origin();
    }

    /** Returns the text that is sent; the statements' offsets are indices in it. */
    public String text() {
        return sql().text();
    }

    /**
     * Returns the block that holds all statements. It means nothing: the script and its history row are one transaction
     * anyway. Empty if it matters, because {@link #transaction} says {@code none}, or because the block cannot write.
     */
    public Optional<TransactionBlock> outerBlock() {
        return blocks().stream()
                .filter(block -> block.from() == 0 && block.to() == statements().size())
                .filter(block -> !block.isReadOnly() && repeated().isEmpty())
                .filter(block -> transaction().orElse(null) != TransactionMode.NONE)
                .findFirst();
    }

    /** Returns how its header, or the file beside it, asks for it to be run. */
    public Optional<TransactionMode> transaction() {
        return header().transaction()
                .or(() -> file.settings()
                        .executeInTransaction()
                        .map(required -> required ? TransactionMode.REQUIRED : TransactionMode.NONE));
    }

    /** Returns how a statement is to be repeated; empty if it is executed once. */
    public Optional<Repetition> repetition(int index) {
        return repetition(statements().get(index));
    }

    Optional<Repetition> repetition(SqlStatement statement) {
        return Optional.ofNullable(header().repetitions().get(statement.start()));
    }

    /** Returns what the linter is to be silent about at a statement, in the order of the script. */
    public List<Allowance> allowances(int index) {
        return allows(statements().get(index)).stream()
                .map(allow -> new Allowance(allow.rules(), allow.reason(), locate(allow.offset())))
                .toList();
    }

    List<Allow> allows(SqlStatement statement) {
        return header().allows().getOrDefault(statement.start(), List.of());
    }

    /** Returns the first statement that is to be repeated. */
    public Optional<SqlStatement> repeated() {
        return header().repetitions().isEmpty()
                ? Optional.empty()
                : statements().stream()
                        .filter(statement -> header().repetitions().containsKey(statement.start()))
                        .findFirst();
    }

    /** Returns the Java code that it stands for; empty for a script. */
    public Optional<CodeMigration> code() {
        return Optional.ofNullable(file.code());
    }

    /** Returns whether it does nothing at all. */
    public boolean isEmpty() {
        return statements().isEmpty() && problems().isEmpty() && file.code() == null;
    }

    /** Returns the checksum to record, or null if Java code gives none. */
    public @Nullable String recordedChecksum() {
        return file.code() != null && checksum().isEmpty() ? null : checksum();
    }

    /** Returns the name to record: the path of the file below its location, or the name of the class. */
    public String recordedName() {
        return file.code() == null ? file.path() : origin();
    }

    /** Returns the checksum of the content to record, or null for Java code. */
    public @Nullable String recordedContent() {
        return file.code() == null ? content().value() : null;
    }

    /** Returns whether it is a file that cannot be read, decoded or split. */
    public boolean isUnreadable() {
        return open().checksum().isEmpty() && file.code() == null;
    }

    /** Returns whether nobody wrote anything into the script: it is as it was created, or blank. */
    public boolean isUntouched() {
        return isEmpty() && Template.isUntouched(sql().normalised());
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
        return new TxStatement(sql().asWritten(statement), copyData == null ? null : sql().asWritten(copyData));
    }

    /** Returns the location of an offset in the text. */
    public SourceLocation locate(int offset) {
        return locate(origin(), sql().source(), offset);
    }

    static SourceLocation locate(String origin, ScriptText text, int offset) {
        TextPosition position = text.locate(offset);
        return new SourceLocation(origin, position.line(), position.column(), text.line(position.line()));
    }
}
