package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Tells scripts that are new from those that another source has found already, as sources may overlap. */
final class DistinctScripts {
    private final Map<String, SourceScript> found = new HashMap<>();
    private final boolean isOverlapping;

    /** @param isOverlapping whether the scripts are of several sources, which may name one place in several ways */
    DistinctScripts(boolean isOverlapping) {
        this.isOverlapping = isOverlapping;
    }

    /** Records a script. Returns false if one with the same content was found at the same place; Java code is no script. */
    boolean add(SourceScript script) {
        if (script.code() != null) {
            return true;
        }
        SourceScript known = found.putIfAbsent(isOverlapping ? place(script.origin()) : script.origin(), script);
        return known == null || !isSame(known, script);
    }

    /** One that cannot be read is reported once. */
    private static boolean isSame(SourceScript one, SourceScript other) {
        try {
            return Arrays.equals(one.read(), other.read());
        } catch (SourceException unreadable) {
            return true;
        }
    }

    /** An origin in a form that is the same for a relative and an absolute path. */
    static String place(String origin) {
        try {
            return Path.of(origin).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException notAPath) {
            return origin;
        }
    }
}
