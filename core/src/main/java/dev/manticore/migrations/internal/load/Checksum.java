package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.internal.sql.text.Utf8Chunks;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The default checksum of a script: SHA-256 in lower-case hexadecimal. */
public final class Checksum {
    private Checksum() {}

    public static String of(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Utf8Chunks.of(text).forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
