package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.CodeMigration;
import dev.manticore.migrations.spi.SourceScript;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file of a script, with what its name says, and what the file beside it sets. */
public record ScriptFile(SourceScript source, ScriptName parsed, ScriptSettings settings) {

    public ScriptFile {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(parsed, "parsed");
        Objects.requireNonNull(settings, "settings");
    }

    /** Returns its name without any directory. */
    public String name() {
        return source.name();
    }

    /** Returns its path relative to the source's location. */
    public String path() {
        return source.path();
    }

    /** Returns its location, as the source names it. */
    public String origin() {
        return source.origin();
    }

    /** Returns the migration in Java code that it stands for; null for a script. */
    public @Nullable CodeMigration code() {
        return source.code();
    }
}
