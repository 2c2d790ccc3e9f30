package dev.manticore.migrations.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which locations are valid. */
class LocationTest {
    @ParameterizedTest
    @ValueSource(strings = {"db/migration", "/db/migration", "db/migration/", "//db/migration//"})
    void slashesAroundItDoNotCount(String given) {
        assertThat(Location.of(given).directory()).isEqualTo("db/migration");
        assertThat(ClasspathSource.of(given).description()).isEqualTo("classpath:db/migration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", " ", "db//migration", "../db", "db/..", ".", "db/./x", "db\\migration"})
    void refusesWhatIsNoDirectory(String given) {
        assertThatThrownBy(() -> ClasspathSource.of(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + given + "\" is not a directory of the class path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**/migration", "d?/migration"})
    void refusesAWildcardAtTheBeginning(String given) {
        assertThatThrownBy(() -> ClasspathSource.of(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + given + "\" begins with a wildcard");
    }

    @Test
    void mayHaveWildcards() {
        assertThat(Location.of("/db/x/*/migration/")).isEqualTo(new Location("db/x", "*/migration"));
        assertThat(ClasspathSource.of("db/x/*/migration").description()).isEqualTo("classpath:db/x/*/migration");
    }

    @Test
    void namesItsIndex() {
        assertThat(Location.of("db/*").index()).isEqualTo("META-INF/manticore/db.index");
        assertThat(Location.of("db/migration").index()).isEqualTo("META-INF/manticore/db/migration.index");
    }
}
