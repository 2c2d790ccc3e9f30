package dev.manticore.migrations.settings.properties;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** Reads the lines of a properties file. They are split here, since {@link Properties} does not keep the lines of keys. */
public final class PropertyLines {
    private PropertyLines() {}

    /** Takes what the lines have, in their order. */
    public interface Receiver {

        /**
         * Takes an entry.
         *
         * @param line the number of its first line, from 1
         */
        void entry(String key, String value, int line);

        /**
         * Takes a mistake.
         *
         * @param message why an entry cannot be read
         * @param line the number of its first line, from 1
         */
        void malformed(String message, int line);
    }

    /** Reads all lines. */
    public static void read(List<String> lines, Receiver receiver) {
        StringBuilder logical = new StringBuilder();
        int first = 0;
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (logical.isEmpty()) {
                first = index + 1;
                if (isBlankOrComment(line)) {
                    continue;
                }
            }
            logical.append(line).append('\n');
            if (!isContinued(line)) {
                readEntry(logical.toString(), first, receiver);
                logical.setLength(0);
            }
        }
        readEntry(logical.toString(), first, receiver);
    }

    private static boolean isBlankOrComment(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
    }

    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void readEntry(String text, int line, Receiver receiver) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException malformed) {
            receiver.malformed(String.valueOf(malformed.getMessage()), line);
            return;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (String key : properties.stringPropertyNames()) {
            receiver.entry(key, properties.getProperty(key), line);
        }
    }
}
