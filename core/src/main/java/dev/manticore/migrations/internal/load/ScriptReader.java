package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.placeholder.BuiltIns;
import dev.manticore.migrations.internal.placeholder.DatabaseValues;
import dev.manticore.migrations.internal.placeholder.HiddenValues;
import dev.manticore.migrations.internal.placeholder.Replacer;
import dev.manticore.migrations.internal.placeholder.Replacer.Replaced;
import dev.manticore.migrations.internal.sql.SplitScript;
import dev.manticore.migrations.internal.sql.SqlSplitter;
import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.text.ScriptText;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import dev.manticore.migrations.internal.sql.text.TextRange;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Reads a script from the bytes of a file. Errors become problems of the script, so that all files are read. One for each
 * run, whose beginning is the value of a placeholder. Immutable.
 */
public final class ScriptReader {
    private static final SplitScript EMPTY = SqlSplitter.split("");

    private final ReadSettings settings;
    private final UnaryOperator<String> checksum;
    private final Replacer replacer;
    private final HiddenValues hidden;

    /**
     * Creates a reader.
     *
     * @param checksum computes the checksum of {@link SplitScript#normalised}, and of
     *     {@link SplitScript#normalisedWithValues} for a repeatable migration, which another value changes
     */
    public ScriptReader(ReadSettings settings, UnaryOperator<String> checksum) {
        this.settings = settings;
        this.checksum = checksum;
        this.replacer = new Replacer(settings.placeholders(), BuiltIns.now(settings.table()));
        this.hidden = new HiddenValues(settings.placeholders());
    }

    /** The script in a file. Names stand for the values that only the database knows. */
    Script read(SourceScript file, ScriptSettings own) {
        try {
            Charset encoding =
                    file.encoding() != null ? file.encoding() : own.encoding().orElse(settings.encoding());
            return decode(file, encoding, own);
        } catch (OutOfMemoryError heap) {
            return unreadable(
                    file,
                    own,
                    new Problem(
                            Kind.SOURCE_UNREADABLE,
                            "The script does not fit into the Java heap; it has " + file.content().length + " bytes.",
                            SourceLocation.file(file.origin()),
                            "Give Java a larger heap, e.g. JAVA_TOOL_OPTIONS=-Xmx1g, or split the script."));
        }
    }

    private Script decode(SourceScript file, Charset encoding, ScriptSettings own) {
        try {
            String text = TextDecoder.decode(file.content(), encoding);
            return parse(
                    new ScriptFile(file.name(), file.path(), file.origin(), text, own, file.code()),
                    DatabaseValues.UNKNOWN);
        } catch (CharacterCodingException invalid) {
            return unreadable(file, own, TextDecoder.invalidEncoding(file, encoding));
        }
    }

    private static Script unreadable(SourceScript file, ScriptSettings own, Problem problem) {
        return unreadable(
                new ScriptFile(file.name(), file.path(), file.origin(), "", own, file.code()), List.of(problem));
    }

    private static Script unreadable(ScriptFile file, List<Problem> problems) {
        return new Script(
                file,
                EMPTY,
                ScriptHeader.NONE,
                "",
                new ContentChecksum(EMPTY, ScriptHeader.NONE, true),
                List.of(),
                List.of(),
                problems,
                List.of(),
                false);
    }

    /** The script with the database's values, if it asks for one. */
    public Script complete(Script script, DatabaseValues database) {
        return script.asksDatabase() ? parse(script.file(), database).complete() : script;
    }

    /** How the files are named. */
    ScriptNaming naming() {
        return settings.naming();
    }

    /** A text without the values of placeholders. */
    String hide(String text) {
        return hidden.hide(text);
    }

    private Script parse(ScriptFile file, DatabaseValues database) {
        boolean replaces = file.settings()
                .placeholderReplacement()
                .orElse(settings.placeholders().enabled());
        Replaced replaced = replaces
                ? replacer.replace(file.text(), file.name(), database)
                : new Replaced(ScriptText.of(file.text()), List.of(), false);
        List<Problem> problems = new ArrayList<>(undeclared(file, replaced));
        SplitScript sql;
        try {
            sql = SqlSplitter.split(replaced.text());
        } catch (SqlSyntaxException invalid) {
            problems.add(invalidScript(file.origin(), replaced.text(), invalid));
            return unreadable(file, problems);
        }
        ScriptHeader header =
                ScriptHeader.of(sql, invalid -> problems.add(invalidScript(file.origin(), replaced.text(), invalid)));
        ScriptBlocks blocks = ScriptBlocks.of(file.origin(), sql, problems::add);
        ScriptRules.check(file, sql, header, hidden, problems::add);
        boolean repeatable = isRepeatable(file);
        boolean offByDefault =
                !replaces && file.settings().placeholderReplacement().isEmpty();
        Script script = new Script(
                file,
                sql,
                header,
                checksum(file, sql, repeatable, problems::add),
                new ContentChecksum(sql, header, repeatable),
                blocks.statements(),
                blocks.blocks(),
                List.of(),
                offByDefault ? inStatements(replacer.find(file.text()), sql) : List.of(),
                replaced.asksDatabase());
        new BlockCheck(script, problems::add).check();
        new RepetitionCheck(script, problems::add).check();
        return script.with(problems);
    }

    private String checksum(ScriptFile file, SplitScript sql, boolean repeatable, Consumer<Problem> problems) {
        CodeMigration code = file.code();
        if (code == null) {
            return checksum.apply(repeatable ? sql.normalisedWithValues() : sql.normalised());
        }
        try {
            return code.checksum().map(checksum).orElse("");
        } catch (RuntimeException failure) {
            problems.accept(new Problem(
                    Kind.SOURCE_UNREADABLE,
                    "Its method checksum() failed: " + failure,
                    SourceLocation.file(file.origin()),
                    "Correct that method."));
            return "";
        }
    }

    private boolean isRepeatable(ScriptFile file) {
        return ScriptName.parse(settings.naming(), file.name()) instanceof ScriptName.Repeatable;
    }

    private List<Problem> undeclared(ScriptFile file, Replaced replaced) {
        ScriptText asItIs = ScriptText.of(file.text());
        return replaced.unknown().stream()
                .map(unknown -> new Problem(
                        Kind.UNDECLARED_PLACEHOLDER,
                        replacer.message(unknown),
                        Script.locate(file.origin(), asItIs, unknown.start()),
                        Remedy.of(replacer.known()
                                        + " If it is not to be replaced, put placeholderReplacement=false into "
                                        + file.name() + ".conf.")
                                .or("to declare it", new Remedy.Configure(Remedy.Setting.PLACEHOLDER))))
                .toList();
    }

    /** Those of the ranges that begin in a statement; both are in ascending order. */
    private static List<TextRange> inStatements(List<TextRange> ranges, SplitScript sql) {
        List<TextRange> inside = new ArrayList<>();
        int index = 0;
        for (TextRange range : ranges) {
            while (index < sql.statements().size()
                    && sql.statements().get(index).end() <= range.start()) {
                index++;
            }
            if (index < sql.statements().size() && sql.statements().get(index).start() <= range.start()) {
                inside.add(range);
            }
        }
        return inside;
    }

    private Problem invalidScript(String origin, ScriptText text, SqlSyntaxException invalid) {
        return new Problem(
                Kind.INVALID_SCRIPT,
                "The script cannot be read: " + hidden.hide(invalid.getMessage()) + ".",
                Script.locate(origin, text, invalid.offset()),
                invalid.hint());
    }
}
