package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes strict UTF-8. */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * Decodes a text and removes its byte order mark.
     *
     * @throws CharacterCodingException if the bytes are not UTF-8
     */
    static String decode(byte[] content) throws CharacterCodingException {
        // A decoder would need four times the memory, which matters for a file of 100 MB.
        String text = new String(content, UTF_8);
        if (hasReplacement(text)) {
            UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Whether a text holds U+FFFD, which Java puts where it could not decode a byte. */
    static boolean hasReplacement(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    /** Returns the problem of a file that is not UTF-8, with the location of the first invalid byte. */
    static Problem invalidEncoding(SourceScript file) {
        byte[] content = file.content();
        String before = validPrefix(content);
        int start = 1 + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
        int line = 1 + (int) before.substring(0, start).lines().count();
        int column = 1 + before.codePointCount(start, before.length());
        boolean utf16 = hasUtf16Mark(content);
        return new Problem(
                Kind.INVALID_ENCODING,
                utf16 ? "The file is in UTF-16 instead of UTF-8." : "This byte is not valid UTF-8.",
                new SourceLocation(file.origin(), line, column, null),
                "Save the file as UTF-8, for example with iconv -f " + (utf16 ? "UTF-16" : "ISO-8859-1")
                        + " -t UTF-8.");
    }

    private static boolean hasUtf16Mark(byte[] content) {
        return content.length >= 2
                && ((content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)
                        || (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF));
    }

    /** Returns the text before the first byte that is not UTF-8. */
    private static String validPrefix(byte[] content) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(content.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(content), out, true);
        assert result.isError() || result.isUnderflow();
        return out.flip().toString();
    }
}
