package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.HistoryEntry;
import dev.manticore.migrations.spi.HistoryStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and names: order, equality, texts, and what the default tables can hold. */
class VersionTest {

    @Test
    void isComparedNumberByNumberAndBeforeEveryName() {
        List<MigrationId> ascending = List.of(
                Version.ZERO,
                Version.of(0, 1),
                Version.of(1),
                Version.of(1, 0, 1),
                Version.of(1, 2),
                Version.of(1, 10),
                Version.of(2),
                Version.of(Long.MAX_VALUE),
                new RepeatableName("a"),
                new RepeatableName("b"));
        assertThat(Stream.of(9, 4, 0, 7, 2, 8, 1, 6, 3, 5).map(ascending::get).sorted())
                .isEqualTo(ascending);
        assertThat(new RepeatableName("a")).isEqualByComparingTo(new RepeatableName("a"));
    }

    @Test
    void trailingZerosDoNotCount() {
        assertThat(Version.of(1, 0, 0)).isEqualTo(Version.of(1)).hasSameHashCodeAs(Version.of(1));
        assertThat(Version.of(1, 0, 2)).isNotEqualTo(Version.of(1, 2));
        assertThat(Version.of(0, 0)).isEqualTo(Version.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "007, 7",
        "1.2, 1.2",
        "1_02, 1.2",
        "1.0.0, 1",
        "0, 0",
        "9223372036854775807.1, 9223372036854775807.1"
    })
    void isRead(String text, String version) {
        assertThat(Version.parse(text)).hasToString(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.", ".1", "1..2", "1._2", "V1", " 1", "9223372036854775808", "1.\u0661"})
    void whatIsNoVersionIsNotRead(String text) {
        assertThatThrownBy(() -> Version.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + text + "' is not a version: expected whole numbers up to 9223372036854775807 with dots"
                                + " between them, e.g. 7 or 1.2");
    }

    @Test
    void isShownWithDots() {
        assertThat(Version.of(1, 2, 3)).hasToString("1.2.3");
        assertThat(Version.of(1, 2, 3).label()).isEqualTo("V1.2.3");
        assertThat(new RepeatableName("all views")).hasToString("all views");
        assertThat(new RepeatableName("all views").label()).isEqualTo("R all views");
    }

    @Test
    void refusesNegativeAndMissingNumbersAndBlankNames() {
        assertThatThrownBy(() -> Version.of(1, -2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the numbers of a version must be 0 or greater, was 1.-2");
        assertThatThrownBy(() -> new Version(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RepeatableName(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDefaultTableRefusesWhatIsNoWholeNumber() {
        HistoryStore store = HistoryStore.table(null, "_migrations");
        assertThat(store.refusal(Version.of(7))).isEmpty();
        assertThat(store.refusal(Version.of(1, 2)))
                .hasValue("V1.2 cannot be recorded in \"_migrations\", whose versions are whole numbers.");
        assertThat(store.refusal(new RepeatableName("views"))).isEmpty();
        assertThatThrownBy(() -> store.record(new HistoryEntry(Version.of(1, 2), "x", "c", "me", Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("V1.2 cannot be recorded");
        assertThatThrownBy(() -> store.erase(Version.of(1, 2))).isInstanceOf(IllegalArgumentException.class);
    }
}
