package dev.manticore.migrations.settings.lint;

import dev.manticore.migrations.inspection.lint.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Recognizes a finding in another run: by rule, file and text of the line, not by the line's number, so that lines may be added
 * above. Call it once for each finding, in the order of the report, since equal ones are counted.
 */
final class Fingerprints {
    private final FilePaths paths;
    private final Map<String, Integer> seen = new HashMap<>();

    Fingerprints(FilePaths paths) {
        this.paths = paths;
    }

    /** 64 hexadecimal digits, unlike those of any other finding of the run. */
    String of(Finding finding) {
        String text = finding.location().text();
        String content = String.join(
                "\0",
                finding.rule(),
                paths.of(finding.location()),
                text == null ? "" : text.strip().replaceAll("\\s+", " "));
        int number = seen.merge(content, 1, Integer::sum);
        return sha256(content + "\0" + number);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
