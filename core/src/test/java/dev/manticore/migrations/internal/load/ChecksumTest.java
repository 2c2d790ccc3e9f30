package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.SourceScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which differences between scripts change the checksum. */
class ChecksumTest {

    private static String checksum(String text) {
        Script script = new ScriptReader(ReadSettings.DEFAULT, Checksum::of)
                .read(
                        new SourceScript("V1__a.sql", text.getBytes(UTF_8), "V1__a.sql"),
                        ScriptName.parse(ScriptNaming.DEFAULT, "V1__a.sql"),
                        ScriptSettings.NONE);
        assertThat(script.problems()).isEmpty();
        return script.checksum();
    }

    @Test
    void isSha256OfTheTextInLowerCaseHexadecimal() {
        // printf 'SELECT 1;\n' | sha256sum
        assertThat(checksum("SELECT 1;\n"))
                .isEqualTo("b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\r\n-- a\r\nSELECT 2;\r\n",
                "SELECT 1;\r-- a\rSELECT 2;\r",
                "SELECT 1;\r\n-- a\nSELECT 2;\r",
                "\uFEFFSELECT 1;\n-- a\nSELECT 2;\n",
                "\\restrict abc123\nSELECT 1;\n-- a\nSELECT 2;\n\\unrestrict abc123\n",
                "\uFEFF\\restrict x\r\nSELECT 1;\r\n-- a\r\nSELECT 2;\r\n"
            })
    void staysTheSameWhereOnlyToolsDiffer(String text) {
        assertThat(checksum(text)).isEqualTo(checksum("SELECT 1;\n-- a\nSELECT 2;\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- c/DROP TABLE t;   | -- cDROP TABLE t;",
                "SELECT 1;            | SELECT 1",
                "SELECT 1;            | SELECT  1;",
                "SELECT 1;            | select 1;",
                "SELECT 1;/           | SELECT 1;",
                "SELECT 1;//          | SELECT 1;/",
                "SELECT 'a/b';        | SELECT 'ab';",
                "SELECT 1; -- a       | SELECT 1;"
            })
    void differsForEverythingElse(String one, String other) {
        assertThat(checksum(one.replace('/', '\n'))).isNotEqualTo(checksum(other.replace('/', '\n')));
    }
}
