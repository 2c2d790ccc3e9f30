package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.SourceScript;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shows which files are valid in their encoding, and where an error is reported. */
class EncodingTest {

    private static Script read(byte[] content) {
        return new ScriptReader(ReadSettings.DEFAULT, Checksum::of)
                .read(
                        new SourceScript("V1__a.sql", content, "V1__a.sql"),
                        ScriptName.parse(ScriptNaming.DEFAULT, "V1__a.sql"),
                        ScriptSettings.NONE);
    }

    private static Problem problem(byte[] content) {
        Script script = read(content);
        assertThat(script.statements()).isEmpty();
        assertThat(script.problems()).hasSize(1);
        return script.problems().get(0);
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void aByteThatIsNotUtf8IsFoundByLineAndColumn() {
        Problem problem = problem("SELECT 1;\n-- \u00e4rger".getBytes(ISO_8859_1));
        assertThat(problem.kind()).isEqualTo(Kind.INVALID_ENCODING);
        assertThat(problem.location()).hasToString("V1__a.sql:2:4");
        assertThat(problem.remedy().toString()).contains("iconv -f ISO-8859-1 -t UTF-8");
    }

    @Test
    void theColumnCountsCharactersNotBytes() {
        byte[] content = concatenate("\uD83D\uDE80\u00e4x".getBytes(UTF_8), new byte[] {(byte) 0xFF});
        assertThat(problem(content).location()).hasToString("V1__a.sql:1:4");
    }

    @Test
    void theFirstByteAndTheFirstOfALine() {
        assertThat(problem(new byte[] {(byte) 0x80}).location()).hasToString("V1__a.sql:1:1");
        assertThat(problem(concatenate("a\n".getBytes(UTF_8), new byte[] {(byte) 0xC3}))
                        .location())
                .hasToString("V1__a.sql:2:1");
        assertThat(problem(concatenate("a\r\nb\r\nxy".getBytes(UTF_8), new byte[] {(byte) 0xC3}))
                        .location())
                .hasToString("V1__a.sql:3:3");
    }

    @Test
    void aLineMayEndInACarriageReturnAlone() {
        assertThat(problem(concatenate("a\rb\rxy".getBytes(UTF_8), new byte[] {(byte) 0xC3}))
                        .location())
                .hasToString("V1__a.sql:3:3");
        assertThat(problem(concatenate("a\r".getBytes(UTF_8), new byte[] {(byte) 0xC3}))
                        .location())
                .hasToString("V1__a.sql:2:1");
    }

    @Test
    void aCharacterThatIsCutOffAtTheEndIsNotUtf8() {
        assertThat(problem(new byte[] {'a', (byte) 0xE2, (byte) 0x82}).location())
                .hasToString("V1__a.sql:1:2");
    }

    @Test
    void overlongFormsAndSurrogatesAreNotUtf8() {
        assertThat(problem(new byte[] {(byte) 0xC0, (byte) 0x80}).kind()).isEqualTo(Kind.INVALID_ENCODING);
        assertThat(problem(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}).kind())
                .isEqualTo(Kind.INVALID_ENCODING);
    }

    @Test
    void utf16IsCalledSo() {
        for (byte[] content : new byte[][] {
            concatenate(new byte[] {(byte) 0xFF, (byte) 0xFE}, "SELECT 1".getBytes(UTF_16LE)),
            concatenate(new byte[] {(byte) 0xFE, (byte) 0xFF}, "SELECT 1".getBytes(UTF_16BE))
        }) {
            assertThat(problem(content).message()).isEqualTo("The file is in UTF-16 instead of UTF-8.");
            assertThat(problem(content).remedy().toString()).contains("iconv -f UTF-16 -t UTF-8");
        }
    }

    @Test
    void utf16WithoutAMarkIsFoundByItsNulCharacters() {
        assertThat(problem("SELECT 1".getBytes(UTF_16LE)).kind()).isEqualTo(Kind.INVALID_SCRIPT);
    }

    @Test
    void aByteOrderMarkIsDropped() {
        Script script = read("\uFEFFSELECT 1".getBytes(UTF_8));
        assertThat(script.problems()).isEmpty();
        assertThat(script.text()).isEqualTo("SELECT 1");
        assertThat(script.locate(0)).hasToString("V1__a.sql:1:1");
    }

    @Test
    void anEmptyFileIsAnEmptyScript() {
        assertThat(read(new byte[0]).problems()).isEmpty();
        assertThat(read(new byte[0]).statements()).isEmpty();
    }

    private static Script read(Charset configured, @Nullable Charset ofSource, byte[] content) {
        return new ScriptReader(new ReadSettings(Placeholders.OFF, configured, "_migrations"), Checksum::of)
                .read(
                        new SourceScript("V1__a.sql", content, "V1__a.sql", ofSource),
                        ScriptName.parse(ScriptNaming.DEFAULT, "V1__a.sql"),
                        ScriptSettings.NONE);
    }

    @Test
    void filesCanHaveAnotherEncoding() {
        for (Charset encoding : List.of(ISO_8859_1, UTF_16BE, UTF_16, Charset.forName("windows-1252"))) {
            Script script = read(encoding, null, "\u00e4 = 1".getBytes(encoding));

            assertThat(script.text()).isEqualTo("\u00e4 = 1");
            assertThat(script.checksum()).isEqualTo(Checksum.of("\u00e4 = 1"));
        }
    }

    @Test
    void aByteThatIsNotInAnotherEncodingIsFoundByLineAndColumn() {
        byte[] content = concatenate("a\n\u00e4b".getBytes(ISO_8859_1), new byte[] {(byte) 0x81});

        assertThat(read(Charset.forName("windows-1252"), null, content).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Kind.INVALID_ENCODING);
                    assertThat(problem.message()).isEqualTo("This byte is not valid windows-1252.");
                    assertThat(problem.location()).hasToString("V1__a.sql:2:3");
                });
    }

    @Test
    void anErrorNamesTheWaysToSetTheEncoding() {
        assertThat(problem("\u00e4".getBytes(ISO_8859_1)).remedy().toString())
                .contains("V1__a.sql.conf: encoding=ISO-8859-1", "MigratorBuilder.encoding(..)");
    }

    @Test
    void whatASourceKnowsGoesFirst() {
        assertThat(read(ISO_8859_1, UTF_8, "\u00e4".getBytes(UTF_8)).text()).isEqualTo("\u00e4");
    }
}
