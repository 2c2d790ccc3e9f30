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

    /** Scripts with the default names. */
    public ReadSettings(Placeholders placeholders, Charset encoding, String table) {
        this(placeholders, encoding, table, ScriptNaming.DEFAULT);
    }
}
