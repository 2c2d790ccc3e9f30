package dev.manticore.migrations.internal.script;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.sql.Location;
import dev.manticore.migrations.internal.sql.ScriptHeader;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.SqlText;
import dev.manticore.migrations.spi.TxStatement;
import java.util.List;
import java.util.Objects;

/**
 * One file's text, cut into statements.
 *
 * @param origin the file, as its source names it
 * @param checksum of the text with its line ends as LF and without byte order mark and {@code \restrict} lines
 * @param problems why it cannot be run; it has no statements then
 */
public record Script(String origin, SqlText sql, ScriptHeader header, String checksum, List<Problem> problems) {

    public Script {
        Objects.requireNonNull(origin, "origin");
        problems = List.copyOf(problems);
    }

    public String text() {
        return sql.text();
    }

    public List<SqlStatement> statements() {
        return sql.statements();
    }

    /** A statement as it is sent. */
    public TxStatement toSend(SqlStatement statement) {
        return new TxStatement(
                statement.text(text()),
                statement.copy() == null ? null : statement.copy().text(text()));
    }

    /** The place of an offset into the text. */
    public SourceLocation locate(int offset) {
        return locate(origin, sql, offset);
    }

    static SourceLocation locate(String origin, SqlText sql, int offset) {
        Location location = sql.locate(offset);
        return new SourceLocation(origin, location.line(), location.column(), sql.line(location.line()));
    }
}
