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
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script from the bytes of a file. Errors become problems of the script, so that all files are read. One for each
 * run, whose beginning is the value of a placeholder. Immutable.
 */
public final class ScriptReader {
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

    /** The script in a file, which is not opened yet. Names stand for the values that only the database knows. */
    Script read(SourceScript file, ScriptName name, ScriptSettings own) {
        return new Script(new ScriptFile(file, name, own), this);
    }

    /**
     * Reads a file without splitting it.
     *
     * @return null where only {@link #open} can tell: for Java code, a repeatable migration, which may name others in its
     *     header, pg_dump's {@code restrict} lines, and a text that cannot be decoded
     */
    @Nullable
    Fingerprint fingerprint(ScriptFile file) throws SourceException {
        if (file.code() != null || file.parsed() instanceof ScriptName.Repeatable) {
            return null;
        }
        try {
            String text = text(file);
            if (SplitScript.mayHaveRestrictLines(text)) {
                return null;
            }
            Replaced replaced = replaced(file, text, null);
            return new Fingerprint(
                    checksum.apply(SplitScript.normalised(text)), replaced.asksDatabase(), replaced.names());
        } catch (CharacterCodingException | OutOfMemoryError unreadable) {
            return null;
        }
    }

    /** What is in a file; a file that cannot be read has that as its problem. */
    OpenScript openAnyway(ScriptFile file, @Nullable Supplier<DatabaseValues> database) {
        try {
            return open(file, database);
        } catch (SourceException unreadable) {
            return OpenScript.unreadable("", SourceProblems.of(unreadable));
        }
    }

    /**
     * What is in a file.
     *
     * @param database asks the database for the values that only it knows; null to let names stand for them
     */
    OpenScript open(ScriptFile file, @Nullable Supplier<DatabaseValues> database) throws SourceException {
        try {
            return parse(file, text(file), database);
        } catch (CharacterCodingException invalid) {
            return OpenScript.unreadable(
                    "",
                    List.of(TextDecoder.invalidEncoding(
                            file.origin(), file.name(), file.source().read(), encoding(file))));
        } catch (OutOfMemoryError heap) {
            return OpenScript.unreadable(
                    "",
                    List.of(new Problem(
                            Kind.SOURCE_UNREADABLE,
                            "The script does not fit into the Java heap.",
                            SourceLocation.file(file.origin()),
                            "Give Java a larger heap, e.g. JAVA_TOOL_OPTIONS=-Xmx1g, or split the script.")));
        }
    }

    private String text(ScriptFile file) throws SourceException, CharacterCodingException {
        return TextDecoder.decode(file.source().read(), encoding(file));
    }

    private Charset encoding(ScriptFile file) {
        Charset known = file.source().encoding();
        return known != null ? known : file.settings().encoding().orElse(settings.encoding());
    }

    /** Whether placeholders are replaced in a file. */
    boolean replaces(ScriptFile file) {
        return file.settings()
                .placeholderReplacement()
                .orElse(settings.placeholders().enabled());
    }

    private Replaced replaced(ScriptFile file, String text, @Nullable Supplier<DatabaseValues> database) {
        if (!replaces(file)) {
            return Replaced.nothing(text);
        }
        Replaced replaced = replacer.replace(text, file.name(), DatabaseValues.UNKNOWN);
        return database != null && replaced.asksDatabase()
                ? replacer.replace(text, file.name(), database.get())
                : replaced;
    }

    /** A script that another reader has opened without a database: the same one, if none of its values differ. */
    OpenScript openAgain(
            ScriptFile file, OpenScript opened, ScriptReader other, @Nullable Supplier<DatabaseValues> database) {
        boolean differs = (database != null && opened.asksDatabase())
                || !Collections.disjoint(opened.placeholders(), differing(other));
        return differs && !opened.isUnreadable() ? parse(file, opened.written(), database) : opened;
    }

    /** Whether another reader finds the same in each file, apart from the values of placeholders. */
    boolean isLike(ScriptReader other) {
        return settings.isLike(other.settings);
    }

    /** The placeholders whose values are not the same in another reader; in lower case. */
    Set<String> differing(ScriptReader other) {
        Map<String, String> own = settings.placeholders().values();
        Map<String, String> others = other.settings.placeholders().values();
        return Stream.concat(own.keySet().stream(), others.keySet().stream())
                .filter(name -> !Objects.equals(own.get(name), others.get(name)))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** The script with the database's values, for which the database is asked if the script has a placeholder for one. */
    public Script complete(Script script, Supplier<DatabaseValues> database) {
        return replaces(script.file()) ? script.with(database) : script;
    }

    /** How the files are named. */
    ScriptNaming naming() {
        return settings.naming();
    }

    /** A text without the values of placeholders. */
    String hide(String text) {
        return hidden.hide(text);
    }

    /** A text, split into statements. */
    OpenScript parse(ScriptFile file, String text, @Nullable Supplier<DatabaseValues> database) {
        Replaced replaced = replaced(file, text, database);
        List<Problem> problems = new ArrayList<>(undeclared(file, text, replaced));
        SplitScript sql;
        try {
            sql = SqlSplitter.split(replaced.text());
        } catch (SqlSyntaxException invalid) {
            problems.add(invalidScript(file.origin(), replaced.text(), invalid));
            return OpenScript.unreadable(text, problems);
        }
        ScriptHeader header =
                ScriptHeader.of(sql, invalid -> problems.add(invalidScript(file.origin(), replaced.text(), invalid)));
        checkOrder(file, header, problems::add);
        ScriptBlocks blocks = ScriptBlocks.of(file.origin(), sql, problems::add);
        ScriptRules.check(file, sql, header, hidden, problems::add);
        boolean repeatable = file.parsed() instanceof ScriptName.Repeatable;
        boolean offByDefault =
                !replaces(file) && file.settings().placeholderReplacement().isEmpty();
        OpenScript script = new OpenScript(
                text,
                sql,
                header,
                checksum(file, sql, repeatable, problems::add),
                new ContentChecksum(sql, header, repeatable),
                blocks.statements(),
                blocks.blocks(),
                List.of(),
                offByDefault ? inStatements(replacer.find(text), sql) : List.of(),
                replaced.asksDatabase(),
                replaced.names());
        Script read = new Script(file, this, script);
        new BlockCheck(read, problems::add).check();
        new RepetitionCheck(read, problems::add).check();
        return script.with(problems);
    }

    private void checkOrder(ScriptFile file, ScriptHeader header, Consumer<Problem> problems) {
        boolean isOrdered =
                file.parsed() instanceof ScriptName.Versioned || file.parsed() instanceof ScriptName.Baseline;
        if (isOrdered && !header.after().isEmpty()) {
            problems.accept(new Problem(
                    Kind.INVALID_SCRIPT,
                    "The header has after=\"" + hidden.hide(header.after().get(0))
                            + "\", but only a repeatable migration can come after another one.",
                    SourceLocation.file(file.origin()),
                    "Remove the entry. Versions are applied in their order."));
        }
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

    private List<Problem> undeclared(ScriptFile file, String text, Replaced replaced) {
        ScriptText asItIs = ScriptText.of(text);
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
