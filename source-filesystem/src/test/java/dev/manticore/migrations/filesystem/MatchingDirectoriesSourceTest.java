package dev.manticore.migrations.filesystem;

import static dev.manticore.migrations.filesystem.Tree.file;
import static dev.manticore.migrations.filesystem.Tree.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which directories match a pattern, and what is read in them. */
class MatchingDirectoriesSourceTest {
    @TempDir
    Path temp;

    @BeforeEach
    void writeScripts() throws IOException {
        file(temp, "db/a/migration/V1__a.sql");
        file(temp, "db/a/migration/deep/V11__a.sql");
        file(temp, "db/b/migration/V2__b.sql");
        file(temp, "db/b/other/V9__o.sql");
        file(temp, "db/c/d/migration/V3__c.sql");
        file(temp, "db/migration/V4__m.sql");
        file(temp, "db/V5__top.sql");
        file(temp, "db/.hidden/migration/V6__h.sql");
    }

    /** Except for the last three, Flyway 13 reads the same; it finds nothing for those. */
    @ParameterizedTest
    @CsvSource({
        "db/*/migration, V1 V11 V2",
        "db/?/migration, V1 V11 V2",
        "db/*, V1 V11 V2 V9 V3 V4",
        "db/**/migration, V1 V11 V2 V3 V4",
        "d*/a, V1 V11",
        "db/a/m?gration/**, V1 V11",
        "**/migration, V1 V11 V2 V3 V4",
        "db/**, V5 V1 V11 V2 V9 V3 V4",
    })
    void readsWhatIsInMatchingDirectoriesAtAnyDepth(String pattern, String versions) throws Exception {
        assertThat(versions(MatchingDirectoriesSource.of(temp, pattern)))
                .containsExactlyInAnyOrder(versions.split(" "));
    }

    @Test
    void originsBeginWithTheDirectoryAsItWasGiven() throws Exception {
        assertThat(MatchingDirectoriesSource.of(temp.resolve("db"), "b/migr*").load())
                .extracting(SourceScript::origin)
                .containsExactly(temp.resolve("db/b/migration/V2__b.sql").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/*/migrations", "DB/*", "db/*/V*.sql"})
    void noMatchingDirectoryIsAnErrorThatNamesThePattern(String pattern) {
        assertThatThrownBy(() -> MatchingDirectoriesSource.of(temp, pattern).load())
                .asInstanceOf(type(SourceException.class))
                .satisfies(failure -> {
                    assertThat(failure).hasMessage("No directory matches " + temp + "/" + pattern + ".");
                    assertThat(failure.remedy().toString()).contains("MigratorBuilder.source(..)");
                });
    }

    @Test
    void aMatchingDirectoryMayBeEmpty() throws Exception {
        Files.createDirectories(temp.resolve("db/empty/scripts"));

        assertThat(MatchingDirectoriesSource.of(temp, "db/*/scripts").load()).isEmpty();
    }

    @Test
    void whatMatchesAndIsIgnoredIsLeftOut() throws Exception {
        assertThat(versions(MatchingDirectoriesSource.of(temp, "db/*").ignoring("other", "db/?/migration/V?__*")))
                .containsExactlyInAnyOrder("V11", "V3", "V4");
    }

    @Test
    void linksOutMatterOnlyWhereSomethingCouldMatch() throws Exception {
        file(temp, "outside/migration/V7__x.sql");
        Path root = temp.resolve("root");
        file(root, "a/migration/V1__a.sql");
        link(root.resolve("a/other"), "../../outside");
        assertThat(versions(MatchingDirectoriesSource.of(root, "*/migration"))).containsExactly("V1");

        link(root.resolve("b"), "../outside");
        assertThatThrownBy(
                        () -> MatchingDirectoriesSource.of(root, "*/migration").load())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith(root.resolve("b") + " is a symbolic link out of the directory");
        assertThat(versions(MatchingDirectoriesSource.of(root, "*/migration").followingLinks()))
                .containsExactlyInAnyOrder("V1", "V7");
    }

    @Test
    void namesItself() {
        assertThat(MatchingDirectoriesSource.of(Path.of("db"), "*/migration"))
                .hasToString("filesystem:db" + File.separator + "*/migration");
        assertThat(MatchingDirectoriesSource.of(Path.of(""), "**/migration")).hasToString("filesystem:**/migration");
        assertThatThrownBy(() -> MatchingDirectoriesSource.of(temp, "../*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"../*\" is not a pattern of paths");
    }

    private static List<String> versions(MatchingDirectoriesSource source) throws SourceException {
        return source.load().stream()
                .map(script -> script.name().replaceFirst("__.*", ""))
                .toList();
    }
}
