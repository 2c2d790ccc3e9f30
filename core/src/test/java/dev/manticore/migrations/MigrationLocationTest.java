package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.MigrationLocation.Classpath;
import dev.manticore.migrations.MigrationLocation.Directories;
import dev.manticore.migrations.MigrationLocation.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how the locations of migrations are written. */
class MigrationLocationTest {

    @Test
    void isOfTheClassPathOrADirectory() {
        assertThat(MigrationLocation.parse("classpath:db/migration")).isEqualTo(new Classpath("db/migration"));
        assertThat(MigrationLocation.parse("filesystem:../db")).isEqualTo(new Directory("../db"));
        assertThat(MigrationLocation.files("C:/db")).isEqualTo(new Directory("C:/db"));
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/*/migration, /srv/, */migration",
        "db/v?/x//,        db/,   v?/x",
        "a/b/**,           a/b/,  **",
        "*,                '',    *",
        "*.d/?,            '',    *.d/?"
    })
    void aPatternBeginsWithTheFirstNameThatHasAWildcard(String place, String start, String pattern) {
        assertThat(MigrationLocation.parse("filesystem:" + place)).isEqualTo(new Directories(start, pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/migration", "s3:bucket", "Classpath:db", ""})
    void saysOfWhichKindItIs(String text) {
        assertThatThrownBy(() -> MigrationLocation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the location '" + text + "' says neither classpath:LOCATION nor filesystem:DIRECTORY,"
                        + " e.g. classpath:db/migration");
    }
}
