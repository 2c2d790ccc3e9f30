package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes texts strictly. */
final class TextDecoder {
    private static final char REPLACEMENT = '\uFFFD';

    private TextDecoder() {}

    /**
     * Decodes a text and removes its byte order mark.
     *
     * @throws CharacterCodingException if the bytes are not in this encoding
     */
    static String decode(byte[] content, Charset encoding) throws CharacterCodingException {
        // A decoder would need four times the memory, which matters for a file of 100 MB.
        String text = new String(content, encoding);
        if (hasReplacement(text)) {
            strict(encoding).decode(ByteBuffer.wrap(content));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static CharsetDecoder strict(Charset encoding) {
        return encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Whether a text holds U+FFFD, which Java puts where it could not decode a byte. */
    static boolean hasReplacement(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    /** Returns the problem of a file that is not in this encoding, with the location of the first invalid byte. */
    static Problem invalidEncoding(String origin, String name, byte[] content, Charset encoding) {
        String before = validPrefix(content, encoding);
        int start = 1 + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
        int line = 1 + (int) before.substring(0, start).lines().count();
        int column = 1 + before.codePointCount(start, before.length());
        boolean utf16 = encoding.equals(UTF_8) && hasUtf16Mark(content);
        String save = encoding.equals(UTF_8)
                ? "Save the file as UTF-8, for example with iconv -f " + (utf16 ? "UTF-16" : "ISO-8859-1")
                        + " -t UTF-8."
                : "Save the file as " + encoding + ", or correct the encoding that is set.";
        return new Problem(
                Kind.INVALID_ENCODING,
                utf16 ? "The file is in UTF-16 instead of UTF-8." : "This byte is not valid " + encoding + ".",
                new SourceLocation(origin, line, column, null),
                Remedy.of(save + " If only this file has another encoding, name it in " + name
                                + ".conf: encoding=ISO-8859-1, for example.")
                        .or("if all files have another encoding", new Remedy.Configure(Remedy.Setting.ENCODING)));
    }

    private static boolean hasUtf16Mark(byte[] content) {
        return content.length >= 2
                && ((content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)
                        || (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF));
    }

    /** Returns the text before the first byte that is not in this encoding. */
    private static String validPrefix(byte[] content, Charset encoding) {
        CharsetDecoder decoder = strict(encoding);
        CharBuffer out = CharBuffer.allocate((int) (content.length * decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(content), out, true);
        assert result.isError() || result.isUnderflow();
        return out.flip().toString();
    }
}
