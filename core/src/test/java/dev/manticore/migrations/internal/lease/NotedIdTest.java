package dev.manticore.migrations.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which texts stand for a migration in the lease table. */
class NotedIdTest {

    static Stream<MigrationId> all() {
        return Stream.of(
                Version.of(1),
                Version.of(1_000_000_000_000_000_000L),
                Version.of(9_223_372_036_854_775_799L),
                Version.of(Long.MAX_VALUE),
                Version.of(1, 0, Long.MAX_VALUE),
                new RepeatableName("all views"),
                new RepeatableName("1"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadAsItWasWritten(MigrationId id) {
        assertThat(NotedId.parse(NotedId.of(id))).isEqualTo(id);
        assertThat(NotedId.of(id)).matches(NotedId.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "x",
                "1.",
                "R ",
                "R  ",
                "9223372036854775808",
                "1.9300000000000000000",
                "10000000000000000000"
            })
    void anythingElseIsNotRead(String text) {
        assertThatThrownBy(() -> NotedId.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(text).doesNotMatch(NotedId.PATTERN);
    }
}
