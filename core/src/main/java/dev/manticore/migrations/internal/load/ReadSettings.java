package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ScriptNaming;
import java.nio.charset.Charset;
import java.util.Objects;

/**
 * How scripts are read, where nothing else is said beside one.
 *
 * @param encoding of files
 * @param table the history table's name, without its schema and not quoted: the value of a built-in placeholder
 * @param naming how files are named
 */
public record ReadSettings(Placeholders placeholders, Charset encoding, String table, ScriptNaming naming) {
    /** The default table's name. */
    public static final String DEFAULT_TABLE = "_migrations";

    /** Scripts in UTF-8, as they are. */
    public static final ReadSettings DEFAULT =
            new ReadSettings(Placeholders.OFF, UTF_8, DEFAULT_TABLE, ScriptNaming.DEFAULT);

    public ReadSettings {
        Objects.requireNonNull(placeholders, "placeholders");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(naming, "naming");
    }

    /** Whether other settings differ in nothing but the values of placeholders. */
    boolean isLike(ReadSettings other) {
        return encoding.equals(other.encoding)
                && table.equals(other.table)
                && naming.equals(other.naming)
                && new Placeholders(
                                other.placeholders.values(),
                                placeholders.prefix(),
                                placeholders.suffix(),
                                placeholders.separator(),
                                placeholders.enabled())
                        .equals(other.placeholders);
    }

    /** Scripts with the default names. */
    public ReadSettings(Placeholders placeholders, Charset encoding, String table) {
        this(placeholders, encoding, table, ScriptNaming.DEFAULT);
    }
}
