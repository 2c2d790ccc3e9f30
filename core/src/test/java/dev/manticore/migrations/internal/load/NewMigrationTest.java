package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which version, names and place a new migration gets. */
class NewMigrationTest {
    private static final Instant NOW = Instant.parse("2026-11-23T03:04:05.678Z");

    private static NewMigration next(String description) {
        return new NewMigration(description, VersionScheme.NEXT, null, null);
    }

    @Test
    void isAPairWithTheNextVersionOverFilesAndHistory() {
        MemorySource source = MemorySource.of("V7__a.sql", "");
        CreatedMigration created = next("add users").write(List.of(source), Version.of(3), ReadSettings.DEFAULT, NOW);
        assertThat(created)
                .isEqualTo(new CreatedMigration(
                        Version.of(8), "add users", "db/V8__add_users.sql", "db/U8__undo_add_users.sql"));
        assertThat(source.text("V8__add_users.sql")).isEqualTo("-- Applies: add users\n");
        assertThat(source.text("U8__undo_add_users.sql")).isEqualTo("-- Reverts V8__add_users.sql\n");
        assertThat(next("b")
                        .write(List.of(source), Version.of(41), ReadSettings.DEFAULT, NOW)
                        .version())
                .isEqualTo(Version.of(42));
    }

    /** @param name of a file with the highest version */
    @ParameterizedTest
    @CsvSource({
        "V1.2__a.sql,       0,   1.3",
        "V1.9__a.sql,       0,   1.10",
        "V1_2_3__a.sql,     0,   1_2_4",
        "V1.0__a.sql,       0,   1.1",
        "V009__a.sql,       0,   010",
        "V099__a.sql,       0,   100",
        "V02_09__a.sql,     0,   02_10",
        "V001__a.sql,       7,   008",
        "V1.2__a.sql,       3,   4",
        "V1.2__a.sql,       1.7, 1.8"
    })
    void continuesTheStyleOfTheDirectory(String name, String applied, String next) {
        MemorySource source = MemorySource.of(name, "", "V0.1__older.sql", "");
        CreatedMigration created = next("b").write(List.of(source), Version.parse(applied), ReadSettings.DEFAULT, NOW);
        assertThat(created.version()).isEqualTo(Version.parse(next));
        assertThat(source.files).containsKeys("V" + next + "__b.sql", "U" + next + "__undo_b.sql");
    }

    /** A file name has 255 bytes. */
    @Test
    void aNameThatIsTooLongWithTheVersionIsRefused() {
        MemorySource source = MemorySource.of("V1.20000.30000.40000.50000.60000__a.sql", "");

        assertThatThrownBy(() -> next("d".repeat(220)).write(List.of(source), Version.ZERO, ReadSettings.DEFAULT, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the file U1.20000.30000.40000.50000.60001__undo_")
                .hasMessageEndingWith("shorten the description by 8 bytes");
        assertThat(source.files).hasSize(1);
        next("d".repeat(212)).write(List.of(source), Version.ZERO, ReadSettings.DEFAULT, NOW);
    }

    @Test
    void looksIntoAllSourcesAndAtUndosAndWritesToTheFirstThatCanBeWrittenTo() {
        MemorySource target = MemorySource.of("U9__undo_x.sql", "", "V1_malformed.sql", "", "V99_x.sql", "");
        MemorySource other = new MemorySource("other").with("V12__x.sql", new byte[0]);
        List<MigrationSource> sources = List.of(MigrationSource.of(new Migration(5, "a", "", null)), target, other);
        assertThat(next("b")
                        .write(sources, Version.ZERO, ReadSettings.DEFAULT, NOW)
                        .version())
                .isEqualTo(Version.of(13));
        assertThat(target.files).containsKey("V13__b.sql");
    }

    @Test
    void takesTheTimeInUtcOrOneMoreThanTheHighest() {
        NewMigration migration = new NewMigration("a", VersionScheme.TIMESTAMP, null, null);
        assertThat(migration
                        .write(List.of(MemorySource.of()), Version.ZERO, ReadSettings.DEFAULT, NOW)
                        .version())
                .isEqualTo(Version.of(20261123030405L));
        assertThat(migration
                        .write(List.of(MemorySource.of()), Version.of(20261123030405L), ReadSettings.DEFAULT, NOW)
                        .version())
                .isEqualTo(Version.of(20261123030406L));
    }

    @Test
    void theSqlThatIsGivenEndsInALineEnd() {
        MemorySource source = MemorySource.of();
        new NewMigration("a", VersionScheme.NEXT, "SELECT 1;", "SELECT 2;\n")
                .write(List.of(source), Version.ZERO, ReadSettings.DEFAULT, NOW);
        assertThat(source.text("V1__a.sql")).isEqualTo("SELECT 1;\n");
        assertThat(source.text("U1__undo_a.sql")).isEqualTo("SELECT 2;\n");
    }

    @Test
    void aPlaceThatIsYetToBeMadeCountsAsEmpty() {
        MemorySource source = MemorySource.of().missing();
        assertThat(next("a")
                        .write(List.of(source), Version.ZERO, ReadSettings.DEFAULT, NOW)
                        .version())
                .isEqualTo(Version.of(1));
    }

    @Test
    void aSourceThatCannotBeReadOrWrittenIsAnError() {
        assertThatThrownBy(() ->
                        next("a").write(List.of(MemorySource.of().broken()), Version.ZERO, ReadSettings.DEFAULT, NOW))
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("db cannot be read. Check it.");
        assertThatThrownBy(() -> next("a")
                        .write(
                                List.of(MemorySource.of(), new MemorySource("x").missing()),
                                Version.ZERO,
                                ReadSettings.DEFAULT,
                                NOW))
                .isInstanceOf(InvalidMigrationsException.class);
    }

    @Test
    void withoutASourceThatCanBeWrittenToThereIsNoPlace() {
        assertThatThrownBy(
                        () -> next("a").write(List.of(MigrationSource.of()), Version.ZERO, ReadSettings.DEFAULT, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("none of the sources is writable");
    }

    @Test
    void theHighestVersionHasNoNext() {
        assertThatThrownBy(() -> next("a")
                        .write(List.of(MemorySource.of()), Version.of(Long.MAX_VALUE), ReadSettings.DEFAULT, NOW))
                .isInstanceOf(IllegalStateException.class);
        assertThat(next("a")
                        .write(List.of(MemorySource.of()), Version.of(Long.MAX_VALUE - 1), ReadSettings.DEFAULT, NOW)
                        .version())
                .isEqualTo(Version.of(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..\\..\\windows",
                "a\nDROP TABLE users;",
                "a\r\nDROP TABLE users;",
                "a\rDROP TABLE users;",
                "\uD83D\uDE80\uD83D\uDE80",
                "manticore: transaction=none",
                "*/ DROP TABLE users; /*",
                "\\restrict x"
            })
    void noDescriptionLeavesTheDirectoryOrBecomesSql(String description) {
        MemorySource source = MemorySource.of();
        next(description).write(List.of(source), Version.ZERO, ReadSettings.DEFAULT, NOW);
        assertThat(source.files).hasSize(2).allSatisfy((name, content) -> {
            assertThat(name).matches("[VU]1__[^/\\\\\\p{Cntrl}]+\\.sql");
            Script script = new ScriptReader(ReadSettings.DEFAULT, Checksum::of)
                    .read(
                            new SourceScript(name, content, name),
                            ScriptName.parse(ScriptNaming.DEFAULT, name),
                            ScriptSettings.NONE);
            assertThat(script.problems()).isEmpty();
            assertThat(script.statements()).isEmpty();
            assertThat(script.header().transaction()).isEmpty();
        });
    }

    @Test
    void theNameStaysWithin255BytesWhateverTheVersion() {
        MemorySource source = MemorySource.of();
        next("\u00e4".repeat(112)).write(List.of(source), Version.of(Long.MAX_VALUE - 1), ReadSettings.DEFAULT, NOW);
        assertThat(source.files.keySet()).allMatch(name -> name.getBytes(UTF_8).length <= 255);
        assertThatThrownBy(() -> next("x".repeat(300)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the description of a migration is part of the file name");
        assertThatThrownBy(() -> next("\u00e4".repeat(113))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBlankDescriptionIsRefusedAtOnce() {
        assertThatThrownBy(() -> next(" / ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesAreWrittenInTheEncodingThatIsReadAgain() {
        MemorySource source = MemorySource.of();
        next("a")
                .write(List.of(source), Version.ZERO, new ReadSettings(Placeholders.OFF, UTF_16LE, "_migrations"), NOW);

        assertThat(source.files.get("V1__a.sql")).isEqualTo("-- Applies: a\n".getBytes(UTF_16LE));
    }

    @Test
    void whatTheEncodingDoesNotHaveIsNotWritten() {
        MemorySource source = MemorySource.of();

        assertThatThrownBy(() -> next("\u0142")
                        .write(
                                List.of(source),
                                Version.ZERO,
                                new ReadSettings(Placeholders.OFF, ISO_8859_1, "_migrations"),
                                NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ISO-8859-1");
        assertThat(source.files).isEmpty();
    }
}
