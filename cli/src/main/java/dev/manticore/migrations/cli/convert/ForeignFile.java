package dev.manticore.migrations.cli.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.manticore.migrations.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of another tool. Each character of its text is one byte, so that nothing gets lost whatever its encoding is.
 * All that the tools look for is in ASCII.
 */
final class ForeignFile {
    private static final String BYTE_ORDER_MARK =
            new String(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, ISO_8859_1);

    private final Path path;
    private final List<Line> lines;

    private ForeignFile(Path path, List<Line> lines) {
        this.path = path;
        this.lines = lines;
    }

    static ForeignFile read(Path path) throws IOException {
        return of(path, new String(Files.readAllBytes(path), ISO_8859_1));
    }

    private static ForeignFile of(Path path, String content) {
        String text = content.startsWith(BYTE_ORDER_MARK) ? content.substring(BYTE_ORDER_MARK.length()) : content;
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(new Line(lines.size() + 1, line));
        }
        return new ForeignFile(path, List.copyOf(lines));
    }

    String name() {
        return path.getFileName().toString();
    }

    /** All lines, without a byte order mark. The last one is empty if the file ends with the end of a line. */
    List<Line> lines() {
        return lines;
    }

    SourceLocation location() {
        return SourceLocation.file(path.toString());
    }

    SourceLocation location(Line line) {
        return new SourceLocation(path.toString(), line.number(), 0, line.text().stripTrailing());
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
