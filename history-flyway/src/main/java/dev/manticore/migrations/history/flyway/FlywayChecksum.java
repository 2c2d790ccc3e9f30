package dev.manticore.migrations.history.flyway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Flyway's checksum of a script: CRC32 over its lines in UTF-8, without the ends of the lines, as a signed number. */
final class FlywayChecksum {
    private FlywayChecksum() {}

    static String of(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(UTF_8)));
        return Integer.toString((int) crc.getValue());
    }

    /** As a value of the column {@code checksum}. */
    static String value(@Nullable String checksum) {
        return checksum == null ? "NULL" : Integer.toString(Integer.parseInt(checksum));
    }
}
