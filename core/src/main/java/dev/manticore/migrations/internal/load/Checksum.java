package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.internal.sql.text.Utf8Chunks;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The default checksum of a script: SHA-256 in lower-case hexadecimal. */
public final class Checksum {
    private Checksum() {}

    public static String of(String text) {
        return new Builder().add(text).build();
    }

    /** Takes a text in pieces, none of which ends inside a character. Not thread-safe. */
    static final class Builder {
        private static final int LONGEST = 16 * 1024;

        private final MessageDigest digest;
        /** Short pieces, which are given to the digest together. */
        private final StringBuilder pending = new StringBuilder();

        Builder() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        Builder add(String piece) {
            if (pending.length() + piece.length() > LONGEST) {
                flush();
            }
            if (piece.length() > LONGEST) {
                Utf8Chunks.of(piece).forEach(digest::update);
            } else {
                pending.append(piece);
            }
            return this;
        }

        private void flush() {
            Utf8Chunks.of(pending.toString()).forEach(digest::update);
            pending.setLength(0);
        }

        String build() {
            flush();
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
