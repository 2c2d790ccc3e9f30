package dev.manticore.migrations.internal.script;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.sql.ScriptHeader;
import dev.manticore.migrations.internal.sql.ScriptText;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.SqlText;
import dev.manticore.migrations.internal.sql.Trait;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Turns a file's bytes into a script. What is wrong with it becomes problems, so that all files are read. */
final class ScriptReader {
    private static final SqlText NOTHING = SqlSplitter.split("");

    private final UnaryOperator<String> checksum;

    /**
     * A reader of scripts.
     *
     * @param checksum makes a checksum of a normalised text
     */
    ScriptReader(UnaryOperator<String> checksum) {
        this.checksum = checksum;
    }

    Script read(SourceScript file) {
        String text;
        try {
            text = Utf8.decode(file.content());
        } catch (CharacterCodingException notUtf8) {
            return unreadable(file.origin(), invalidEncoding(file));
        }
        try {
            SqlText sql = SqlSplitter.split(text);
            return new Script(
                    file.origin(),
                    sql,
                    ScriptHeader.of(sql),
                    checksum.apply(ScriptText.normalise(text)),
                    refused(file.origin(), sql));
        } catch (SqlSyntaxException invalid) {
            SourceLocation location = new SourceLocation(
                    file.origin(), invalid.location().line(), invalid.location().column(), lineOf(invalid.excerpt()));
            return unreadable(
                    file.origin(),
                    new Problem(
                            Kind.INVALID_SCRIPT,
                            "The script cannot be read: " + invalid.getMessage() + ".",
                            location,
                            invalid.hint()));
        }
    }

    private static Script unreadable(String origin, Problem problem) {
        return new Script(origin, NOTHING, ScriptHeader.NONE, "", List.of(problem));
    }

    private static Problem invalidEncoding(SourceScript file) {
        String before = Utf8.readablePart(file.content());
        int start = 1 + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
        int line = 1 + (int) before.substring(0, start).lines().count();
        int column = 1 + before.codePointCount(start, before.length());
        byte[] content = file.content();
        boolean utf16 = content.length >= 2
                && ((content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)
                        || (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF));
        return new Problem(
                Kind.INVALID_ENCODING,
                utf16 ? "The file is encoded in UTF-16, not in UTF-8." : "A byte here is not part of UTF-8 text.",
                new SourceLocation(file.origin(), line, column, null),
                "Save the file as UTF-8, e.g. with iconv -f " + (utf16 ? "UTF-16" : "ISO-8859-1") + " -t UTF-8.");
    }

    private static List<Problem> refused(String origin, SqlText sql) {
        List<Problem> problems = new ArrayList<>();
        for (SqlStatement statement : sql.statements()) {
            if (statement.has(Trait.TRANSACTION_CONTROL)) {
                problems.add(new Problem(
                        Kind.TRANSACTION_CONTROL,
                        "A migration does not begin or end a transaction itself.",
                        Script.locate(origin, sql, statement.start()),
                        "Take the statement out: the script is one transaction, with its history row. If its"
                                + " statements are to commit one by one, make -- manticore: transaction=none the first"
                                + " line."));
            } else if (statement.has(Trait.BACKSLASH_STRINGS)) {
                problems.add(new Problem(
                        Kind.INVALID_SCRIPT,
                        "This string counts on standard_conforming_strings being off.",
                        Script.locate(origin, sql, statement.start()),
                        "Write it as E'..' and take the SET standard_conforming_strings out."));
            }
        }
        return problems;
    }

    private static String lineOf(String excerpt) {
        return excerpt.lines().findFirst().orElse("");
    }
}
