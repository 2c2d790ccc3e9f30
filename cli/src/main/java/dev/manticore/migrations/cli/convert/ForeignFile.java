package dev.manticore.migrations.cli.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.manticore.migrations.SourceLocation;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of another tool. Each character of its lines is one byte, so that nothing gets lost whatever its encoding is.
 * All that the tools look for is in ASCII. The encoding is only that of what a person reads.
 */
final class ForeignFile {
    private static final String BYTE_ORDER_MARK =
            new String(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, ISO_8859_1);

    private final Path path;
    private final List<Line> lines;
    private final Charset encoding;

    private ForeignFile(Path path, List<Line> lines, Charset encoding) {
        this.path = path;
        this.lines = lines;
        this.encoding = encoding;
    }

    static ForeignFile read(Path path, Charset encoding) throws IOException {
        return of(path, new String(Files.readAllBytes(path), ISO_8859_1), encoding);
    }

    private static ForeignFile of(Path path, String content, Charset encoding) {
        String text = content.startsWith(BYTE_ORDER_MARK) ? content.substring(BYTE_ORDER_MARK.length()) : content;
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(new Line(lines.size() + 1, line));
        }
        return new ForeignFile(path, List.copyOf(lines), encoding);
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
        String text = new String(line.text().getBytes(ISO_8859_1), encoding);
        return new SourceLocation(path.toString(), line.number(), 0, text.stripTrailing());
    }

    /** A text as a line of a file in the same encoding has it. */
    String encoded(String text) {
        return new String(text.getBytes(encoding), ISO_8859_1);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
