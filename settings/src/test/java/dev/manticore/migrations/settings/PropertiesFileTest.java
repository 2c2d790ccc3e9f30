package dev.manticore.migrations.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows how a properties file is read, and how its mistakes are reported. */
class PropertiesFileTest {

    @TempDir
    private Path directory;

    @Test
    void isEmptyWhenThereIsNoFile() {
        assertThat(PropertiesFile.read(directory.resolve("manticore.properties"))
                        .has(Setting.URL))
                .isFalse();
    }

    @Test
    void readsSettingsWithTheirPlaces() throws IOException {
        Layer layer = read("""
                # a comment
                source = db/one, db/two
                source=größe
                ! another comment

                url=postgresql://me@host/\\
                    db
                lock-wait : 5m
                """);

        assertThat(layer.all(Setting.SOURCE))
                .containsExactly(
                        new SettingValue("db/one", "manticore.properties:2"),
                        new SettingValue("db/two", "manticore.properties:2"),
                        new SettingValue("größe", "manticore.properties:3"));
        assertThat(layer.get(Setting.URL))
                .isEqualTo(new SettingValue("postgresql://me@host/db", "manticore.properties:6"));
        assertThat(layer.get(Setting.LOCK_WAIT)).isEqualTo(new SettingValue("5m", "manticore.properties:8"));
    }

    @Test
    void namesAnUnknownKeyAndTheKnownOnes() {
        assertThatThrownBy(() -> read("user=me\nscheme=x\n")).isInstanceOfSatisfying(ToolException.class, refused -> {
            assertThat(refused).hasMessage("manticore.properties:2: unknown setting 'scheme'.");
            assertThat(refused.remedy()).contains("schema", "lock-wait", "embedded");
        });
    }

    @Test
    void refusesToSetAThingTwice() {
        assertThatThrownBy(() -> read("user=me\n\nuser=you\n"))
                .hasMessage("manticore.properties:3: 'user' was already set in manticore.properties:1.");
    }

    @Test
    void saysWhatIsWrongWithAnEscape() {
        assertThatThrownBy(() -> read("source=C:\\users")).hasMessageStartingWith("manticore.properties:1: Malformed");
    }

    @Test
    void neverShowsAValue() throws IOException {
        assertThat(read("password=secret").get(Setting.PASSWORD)).hasToString("value of manticore.properties:1");
    }

    private Layer read(String text) throws IOException {
        Path file = directory.resolve("manticore.properties");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return PropertiesFile.read(file);
    }
}
