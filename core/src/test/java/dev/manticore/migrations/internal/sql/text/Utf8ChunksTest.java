package dev.manticore.migrations.internal.sql.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the chunks of a text are its UTF-8, wherever they are cut. */
class Utf8ChunksTest {
    private static final int CHUNK = 64 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 3 * CHUNK + 7})
    void areTheWholeText(int length) {
        for (String unit : List.of("x", "é", "x😀", "😀")) {
            String text = unit.repeat(length / unit.length() + 1);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Utf8Chunks.of(text).forEach(bytes::writeBytes);
            assertThat(bytes.toByteArray()).as(unit).isEqualTo(text.getBytes(UTF_8));
        }
        assertThat(Utf8Chunks.of("")).isEmpty();
    }
}
