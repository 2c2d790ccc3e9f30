package dev.manticore.migrations.settings.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how durations are printed. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({"PT0.0004S, 0 ms", "PT0.999S, 999 ms", "PT1.25S, 1.3 s", "PT2M5S, 2 min 5 s", "PT3H4M5S, 3 h 4 min"})
    void writesDurationsForPeople(Duration duration, String text) {
        assertThat(Words.duration(duration)).isEqualTo(text);
    }
}
