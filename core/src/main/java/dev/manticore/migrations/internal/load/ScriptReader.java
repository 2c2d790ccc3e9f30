package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads a script from the bytes of a file. Errors become problems of the script, so that all files are read. */
final class ScriptReader {
    private static final SplitScript EMPTY = SqlSplitter.split("");

    private final UnaryOperator<String> checksum;

    /**
     * Creates a reader.
     *
     * @param checksum computes the checksum of {@link SplitScript#normalised}
     */
    ScriptReader(UnaryOperator<String> checksum) {
        this.checksum = checksum;
    }

    Script read(SourceScript file) {
        try {
            return parse(file);
        } catch (OutOfMemoryError heap) {
            return unreadable(
                    file.origin(),
                    new Problem(
                            Kind.SOURCE_UNREADABLE,
                            "The script does not fit into the Java heap; it has " + file.content().length + " bytes.",
                            SourceLocation.file(file.origin()),
                            "Give Java a larger heap, e.g. JAVA_TOOL_OPTIONS=-Xmx1g, or split the script."));
        }
    }

    private Script parse(SourceScript file) {
        String text;
        try {
            text = Utf8.decode(file.content());
        } catch (CharacterCodingException notUtf8) {
            return unreadable(file.origin(), Utf8.invalidEncoding(file));
        }
        SplitScript sql;
        try {
            sql = SqlSplitter.split(text);
        } catch (SqlSyntaxException invalid) {
            return unreadable(file.origin(), invalidScript(file.origin(), invalid));
        }
        List<Problem> problems = new ArrayList<>();
        ScriptHeader header = ScriptHeader.of(sql, invalid -> problems.add(invalidScript(file.origin(), invalid)));
        ScriptBlocks blocks = ScriptBlocks.of(file.origin(), sql, problems::add);
        problems.addAll(forbiddenStatements(file.origin(), sql));
        Script script = new Script(
                file.origin(),
                sql,
                header,
                checksum.apply(sql.normalised()),
                blocks.statements(),
                blocks.blocks(),
                List.of());
        new BlockCheck(script, problems::add).check();
        return script.with(problems);
    }

    private static Problem invalidScript(String origin, SqlSyntaxException invalid) {
        return new Problem(
                Kind.INVALID_SCRIPT,
                "The script cannot be read: " + invalid.getMessage() + ".",
                new SourceLocation(
                        origin, invalid.position().line(), invalid.position().column(), lineOf(invalid.excerpt())),
                invalid.hint());
    }

    private static Script unreadable(String origin, Problem problem) {
        return new Script(origin, EMPTY, ScriptHeader.NONE, "", List.of(), List.of(), List.of(problem));
    }

    private static List<Problem> forbiddenStatements(String origin, SplitScript sql) {
        List<Problem> problems = new ArrayList<>();
        for (SqlStatement statement : sql.statements()) {
            if (statement.has(Trait.BACKSLASH_STRINGS)) {
                problems.add(new Problem(
                        Kind.INVALID_SCRIPT,
                        "This statement follows one that turns standard_conforming_strings off, which is not supported.",
                        Script.locate(origin, sql, statement.start()),
                        "Remove SET standard_conforming_strings, and write strings that contain escapes as E'..'."));
            }
            sql.unbearable(statement)
                    .ifPresent(setting -> problems.add(new Problem(
                            Kind.INVALID_SCRIPT,
                            "The client cannot work with " + setting
                                    + ": it needs UTF-8, and a DateStyle that begins with ISO.",
                            Script.locate(origin, sql, statement.start()),
                            "Remove the statement, write SET LOCAL, which ends with the transaction, or use an ISO style,"
                                    + " e.g. SET datestyle = 'ISO, DMY'. Scripts are read as UTF-8.")));
        }
        return problems;
    }

    private static String lineOf(String excerpt) {
        return excerpt.lines().findFirst().orElse("");
    }
}
