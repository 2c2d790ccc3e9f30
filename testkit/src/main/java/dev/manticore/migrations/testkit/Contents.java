package dev.manticore.migrations.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scripts to place, and scripts that were answered, in forms that can be compared. */
final class Contents {
    private Contents() {}

    /** Files that contain their own names. */
    static Map<String, byte[]> named(String... names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names) {
            files.put(name, ("-- " + name + "\nSELECT 1").getBytes(UTF_8));
        }
        return files;
    }

    /** Name and content of what was answered, sorted; bytes that are no letters are written in hexadecimal. */
    static List<String> of(List<SourceScript> scripts) {
        return scripts.stream()
                .map(script -> line(script.name(), content(script)))
                .sorted()
                .toList();
    }

    static byte[] content(SourceScript script) {
        try {
            return script.read();
        } catch (SourceException unreadable) {
            throw new AssertionError(
                    script.origin() + " was returned and cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static List<String> of(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .map(file -> line(nameOf(file.getKey()), file.getValue()))
                .sorted()
                .toList();
    }

    private static String line(String name, byte[] content) {
        StringBuilder line = new StringBuilder(name).append(": ");
        for (byte octet : content) {
            if (octet >= ' ' && octet <= '~') {
                line.append((char) octet);
            } else {
                line.append('\\').append(HexFormat.of().toHexDigits(octet));
            }
        }
        return line.toString();
    }

    static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
