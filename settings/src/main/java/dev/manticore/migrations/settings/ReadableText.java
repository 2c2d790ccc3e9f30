package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.failure.ToolException;

/** Texts that Java decoded without loss. */
public final class ReadableText {
    /** Java puts it where it could not decode a byte. */
    private static final char REPLACEMENT = '\uFFFD';

    private ReadableText() {}

    /**
     * Refuses a text with characters that were lost.
     *
     * @param place where the text comes from, as the beginning of a sentence
     */
    public static void check(String place, String text) {
        if (text.indexOf(REPLACEMENT) < 0) {
            return;
        }
        // Not file.encoding, which is about the content of files.
        String encoding = System.getProperty("sun.jnu.encoding", "unknown");
        throw ToolException.usage(
                place + " contains characters that cannot be read in the encoding of this process, " + encoding + ".",
                encoding.equalsIgnoreCase("UTF-8")
                        ? "Enter it in UTF-8."
                        : "Set a locale that is installed and has UTF-8, e.g. LC_ALL=C.UTF-8.");
    }
}
