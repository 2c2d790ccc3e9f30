package dev.manticore.migrations.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of sources of files. */
interface FileCases extends SourceHooks {

    MigrationSource missing() throws Exception;

    byte[] read(String origin) throws IOException;

    @Test
    default void everyFileThatIsExpectedIsAnsweredAndNoOther() throws Exception {
        Map<String, byte[]> files = Contents.named(
                "V1__one.sql",
                "v2__two.SQL",
                "notes.sql",
                "V3__mistyped.sq",
                "U3__no_ending",
                "V1.2__dotted.txt",
                "V1__one.sql.conf",
                "afterMigrate.sql.conf",
                "V4_single_underscore.sql",
                ".hidden.sql",
                "V5__backup.sql~",
                "V6__swap.sql.swp",
                "readme.md",
                "flyway.conf",
                "V7.txt");
        List<String> expected = files.keySet().stream()
                .filter(SourceScript::isExpected)
                .sorted()
                .toList();

        assertThat(expected).hasSize(9);
        assertThat(source(files).load())
                .extracting(SourceScript::name)
                .as("the names of the files that were returned; SourceScript.isExpected decides which, and the core"
                        + " rejects mistyped names")
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    default void filesInDirectoriesHoweverDeepAreAnsweredByTheirNames() throws Exception {
        Map<String, byte[]> files =
                Contents.named("V1__a.sql", "2026/V2__b.sql", "a/b/c/d/e/V3__c.sql", "a/b/V4__d.sql");

        assertThat(Contents.of(source(files).load()))
                .as("the files that were returned, by names without directories")
                .isEqualTo(Contents.of(files));
    }

    @Test
    default void twoFilesOfOneNameOrVersionAreBothAnswered() throws Exception {
        Map<String, byte[]> files =
                Contents.named("a/V1__same.sql", "b/V1__same.sql", "V1__another.sql", "V01__another.sql");
        List<SourceScript> scripts = source(files).load();

        assertThat(Contents.of(scripts))
                .as("the files that were returned; return duplicates too, the core reports all of them")
                .isEqualTo(Contents.of(files));
        assertThat(scripts)
                .extracting(SourceScript::origin)
                .as("origins, which have to distinguish the duplicates")
                .doesNotHaveDuplicates();
    }

    @Test
    default void pathsMayHaveBlanksAndOtherCharacters() throws Exception {
        Map<String, byte[]> files = Contents.named(
                "with blank/V1__a b.sql",
                "größe ☃/V2__é😀.sql",
                "a+b/V3__a+b.sql",
                "a%20b/V4__50%.sql",
                "a#b/V5__a#b.sql",
                "a&b=c/V6__a;b.sql");

        List<SourceScript> scripts = source(files).load();
        assertThat(Contents.of(scripts)).as("the files that were returned").isEqualTo(Contents.of(files));
    }

    @Test
    default void bytesAreAnsweredUntouched() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("V1__byte_order_mark.sql", "\uFEFFSELECT 1".getBytes(UTF_8));
        files.put("V2__line_ends.sql", "SELECT 1;\r\nSELECT 2;\rSELECT 3;\n\n\n".getBytes(UTF_8));
        files.put("V3__invalid.sql", new byte[] {'-', '-', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, (byte) 0xFE, 0});
        files.put("V4__empty.sql", new byte[0]);
        files.put("V5__latin.sql", "SELECT 'é'".getBytes(ISO_8859_1));

        assertThat(Contents.of(source(files).load()))
                .as("the bytes that were returned; the core handles encoding, byte order marks and line ends")
                .isEqualTo(Contents.of(files));
    }

    @Test
    default void anOriginCanBeOpened() throws Exception {
        Map<String, byte[]> files = Contents.named("V1__one.sql", "sub directory/V2__a b.sql", "größe/V3__é.sql");
        List<SourceScript> scripts = source(files).load();
        assertThat(scripts).as("the files that were returned").hasSize(files.size());
        for (SourceScript script : scripts) {
            assertThat(opened(script.origin()))
                    .as("what a person finds at %s", script.origin())
                    .isEqualTo(script.read());
        }
    }

    private byte[] opened(String origin) {
        try {
            return read(origin);
        } catch (IOException | RuntimeException failure) {
            throw new AssertionError(
                    "A person cannot open \"" + origin + "\": " + failure + ". An origin is a URL or a path.", failure);
        }
    }

    @Test
    default void aPlaceThatDoesNotExistIsNamed() throws Exception {
        MigrationSource missing = missing();
        try {
            missing.load();
        } catch (SourceException failure) {
            assertThat(failure.getMessage())
                    .as("the message for a missing place; it has to name the place")
                    .contains("no-such-place");
            assertThat(failure.remedy().toString()).as("the remedy").isNotBlank();
            return;
        }
        throw new AssertionError(
                "load() returned, though the place does not exist. A mistyped directory must not pass for"
                        + " one without migrations: throw a SourceException.");
    }
}
