package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how placeholders are declared. */
class PlaceholdersTest {

    @Test
    void areOffUntilOneIsDeclared() {
        assertThat(Placeholders.OFF.enabled()).isFalse();
        assertThat(Placeholders.OFF.with(Map.of()).enabled()).isFalse();
        assertThat(Placeholders.OFF.with("a", "").enabled()).isTrue();
        assertThat(Placeholders.OFF.on().enabled()).isTrue();
        assertThat(Placeholders.OFF.with("a", "").off().enabled()).isFalse();
    }

    @Test
    void theLastValueOfANameCounts() {
        Placeholders placeholders = Placeholders.OFF.with("Name", "1").with("nAME", "2");

        assertThat(placeholders.values()).hasSize(1).containsEntry("name", "2");
    }

    @Test
    void theirTextHasNoValues() {
        assertThat(Placeholders.OFF.with("name", "s3cret"))
                .asString()
                .contains("name")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a}", "a\nb", "flyway:user", "FLYWAY:x", "manticore:user"})
    void someNamesAreRefused(String name) {
        assertThatThrownBy(() -> Placeholders.OFF.with(name, "value"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("value");
    }

    @Test
    void noMarkMayBeEmpty() {
        assertThatThrownBy(() -> Placeholders.OFF.written("", "}", ":")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Placeholders.OFF.written("${", "", ":")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Placeholders.OFF.written("${", "}", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
