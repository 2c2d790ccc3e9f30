package dev.manticore.migrations.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which paths below a directory are scripts, and what patterns leave out. */
class ScriptFilterTest {

    @ParameterizedTest
    @CsvSource({
        "seed.sql, seed.sql, true",
        "seed.sql, a/b/seed.sql, true",
        "seed.sql, seed.sql/V1__x.sql, true",
        "seed.sql, Seed.sql, false",
        "seed.sql, seedXsql.sql, false",
        "seed*, a/seed_users.sql, true",
        "seed?.sql, seed1.sql, true",
        "seed?.sql, seed12.sql, false",
        "*, V1__x.sql, true",
        "/seed.sql, seed.sql, true",
        "/seed.sql, a/seed.sql, false",
        "a/*.sql, a/seed.sql, true",
        "a/*.sql, a/b/seed.sql, false",
        "a/*.sql, x/a/seed.sql, false",
        "a/**, a/b/seed.sql, true",
        "a/**, ab/seed.sql, false",
        "old/, x/old/V1__x.sql, true",
        "**/old/*.sql, old/V1__x.sql, true",
        "**/old/*.sql, a/b/old/V1__x.sql, true",
        "**/old/*.sql, a/b/bold/V1__x.sql, false",
        "a/**/b.sql, a/b.sql, true",
        "a/**/b.sql, a/x/y/b.sql, true",
        "'(a+)[b].sql', (a+)[b].sql, true",
    })
    void leavesOutWhatMatches(String pattern, String path, boolean ignored) {
        assertThat(ScriptFilter.ALL.isScript(path)).isTrue();
        assertThat(ScriptFilter.ALL.ignoring(pattern).isScript(path)).isEqualTo(!ignored);
    }

    /** What begins like a migration was meant to be one: it is refused, and not passed over. */
    @ParameterizedTest
    @CsvSource({
        "R__views, true",
        "R__views.txt, true",
        "r__views.sqll, true",
        "V1__a.txt, true",
        "R__views.sql~, false",
        "R__views.sql.bak, false",
        "R_views.txt, false",
        "README.md, false"
    })
    void whatBeginsLikeAMigrationIsExpected(String name, boolean expected) {
        assertThat(ScriptFilter.ALL.isScript(name)).isEqualTo(expected);
    }

    @Test
    void patternsAddUp() {
        ScriptFilter filter = ScriptFilter.ALL.ignoring("a.sql", "b.sql").ignoring("c.sql");

        assertThat(filter.isScript("a.sql")).isFalse();
        assertThat(filter.isScript("c.sql")).isFalse();
        assertThat(filter.isScript("d.sql")).isTrue();
    }

    @Test
    void hiddenAndIgnoredDirectoriesAreNotSearched() {
        ScriptFilter filter = ScriptFilter.ALL.ignoring("old");

        assertThat(filter.isSearched("")).isTrue();
        assertThat(filter.isSearched("a/b")).isTrue();
        assertThat(filter.isSearched("a/.git/b")).isFalse();
        assertThat(filter.isSearched("..data")).isFalse();
        assertThat(filter.isSearched("a/old/b")).isFalse();
        assertThat(filter.isScript("a/.git/V1__x.sql")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "a//b", "./a", "../a.sql", "a\\b.sql"})
    void refusesWhatCanMatchNothing(String pattern) {
        assertThatThrownBy(() -> ScriptFilter.ALL.ignoring(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a pattern of paths");
    }
}
