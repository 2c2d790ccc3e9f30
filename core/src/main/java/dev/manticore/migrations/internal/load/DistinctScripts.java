package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.spi.SourceScript;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Tells scripts that are new from those that another source has found already, as sources may overlap. */
final class DistinctScripts {
    private final Map<String, byte[]> found = new HashMap<>();

    /** Records a script. Returns false if one with the same content was found at the same place; Java code is no script. */
    boolean add(SourceScript script) {
        if (script.code() != null) {
            return true;
        }
        byte[] known = found.putIfAbsent(place(script.origin()), script.content());
        return known == null || !Arrays.equals(known, script.content());
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
