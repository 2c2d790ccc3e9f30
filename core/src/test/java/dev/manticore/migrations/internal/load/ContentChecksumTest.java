package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.SourceScript;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what the second checksum of a script is taken from: what it does, with its header. */
class ContentChecksumTest {
    private static Script read(String name, String text, Map<String, String> placeholders) {
        ReadSettings settings = new ReadSettings(
                placeholders.isEmpty() ? Placeholders.OFF : Placeholders.OFF.with(placeholders), UTF_8, "t");
        return new ScriptReader(settings, Checksum::of)
                .read(
                        new SourceScript(name, text.getBytes(UTF_8), name),
                        ScriptName.parse(ScriptNaming.DEFAULT, name),
                        ScriptSettings.NONE);
    }

    private static String content(String text) {
        return read("V1__x.sql", text, Map.of()).content().value();
    }

    private static String content(String name, String text, String value) {
        Script script = read(name, text, Map.of("x", value));
        assertThat(script.problems()).isEmpty();
        return script.content().value();
    }

    @Test
    void isSha256OfTheNormalForm() {
        assertThat(content("SELECT 1"))
                .isEqualTo("1:"
                        + Checksum.of("transaction= lock_timeout= statement_timeout= after=[]\0select\0" + "1\0;\0"))
                .isEqualTo(content("-- why\r\nselect   1 ;\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- manticore: transaction=none\nSELECT 1",
                "-- manticore: lock_timeout=5s\nSELECT 1",
                "-- manticore: statement_timeout=5s\nSELECT 1"
            })
    void aHeaderCounts(String script) {
        assertThat(content(script)).isNotEqualTo(content("SELECT 1"));
        assertThat(content(script.replace("-- manticore:", "-- A comment.\n--   manticore :")))
                .isEqualTo(content(script));
    }

    @Test
    void theSameDurationInAnotherUnitIsNoChange() {
        assertThat(content("-- manticore: lock_timeout=5s\nSELECT 1"))
                .isEqualTo(content("-- manticore: lock_timeout=5000ms\nSELECT 1"));
    }

    @Test
    void ofAVersionAnotherValueIsNoChange() {
        assertThat(content("V1__x.sql", "SELECT ${x}", "1")).isEqualTo(content("V1__x.sql", "select  ${x}", "2"));
        assertThat(content("V1__x.sql", "SELECT ${x}", "1")).isNotEqualTo(content("V1__x.sql", "SELECT 1", "1"));
    }

    @Test
    void ofARepeatableMigrationAnotherValueIsAChange() {
        assertThat(content("R__x.sql", "SELECT ${x}", "1")).isNotEqualTo(content("R__x.sql", "SELECT ${x}", "2"));
        assertThat(content("R__x.sql", "SELECT ${x}", "1")).isEqualTo(content("R__x.sql", "SELECT 1 -- ${x}", "1"));
    }

    /** Without its values it is no SQL, and it cannot be said what is a comment. */
    @Test
    void aScriptThatNeedsItsValuesToBeReadIsComparedAsAText() {
        assertThat(content("V1__x.sql", "SELECT 'a${x}", "'")).isEqualTo(content("V1__x.sql", "SELECT 'a${x}", "b'"));
        assertThat(content("V1__x.sql", "SELECT 'a${x}", "'"))
                .isNotEqualTo(content("V1__x.sql", "SELECT  'a${x}", "'"));
    }

    @Test
    void piecesAreOfAnyLength() {
        String literal = "'" + "\uD83D\uDE00x".repeat(20_000) + "'";
        assertThat(content("SELECT " + literal + ", 1"))
                .isEqualTo("1:"
                        + Checksum.of("transaction= lock_timeout= statement_timeout= after=[]\0select\0" + literal
                                + "\0,\0" + "1\0;\0"));
    }
}
