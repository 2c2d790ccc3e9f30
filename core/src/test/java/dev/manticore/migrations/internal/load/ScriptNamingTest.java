package dev.manticore.migrations.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.VersionScheme;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what other prefixes, separators, suffixes and rules do to the names of files. */
class ScriptNamingTest {
    private static final ScriptNaming OWN = ScriptNaming.DEFAULT
            .withPrefixes("Mig", "Back", "M", "Base")
            .withSeparator("-")
            .withSuffixes(".pg", ".psql");

    private static String parsed(ScriptNaming naming, String name) {
        return ScriptName.parse(naming, name).match(new ScriptName.Cases<>() {
            @Override
            public String versioned(ScriptName.Versioned versioned) {
                return versioned.direction() + " " + versioned.version() + " [" + versioned.description() + "]";
            }

            @Override
            public String repeatable(ScriptName.Repeatable repeatable) {
                return "REPEAT [" + repeatable.name() + "]";
            }

            @Override
            public String baseline(ScriptName.Baseline script) {
                return "BASELINE " + script.version() + " [" + script.description() + "]";
            }

            @Override
            public String callback(ScriptName.Callback callback) {
                return callback.event().name() + " [" + callback.description() + "]";
            }

            @Override
            public String unusedCallback(ScriptName.UnusedCallback callback) {
                return "unused";
            }

            @Override
            public String invalid(ScriptName.Invalid invalid) {
                return (invalid.isOther() ? "other: " : "refused: ") + invalid.message();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Mig1-a.pg,          APPLY 1 [a]",
        "Mig1_2-a_b.psql,    APPLY 1.2 [a b]",
        "Mig1-a-b.pg,        APPLY 1 [a-b]",
        "Back1-undo_a.pg,    REVERT 1 [a]",
        "M-views.pg,         REPEAT [views]",
        "Base2-all.pg,       BASELINE 2 [all]",
        "afterMigrate-x.psql, AFTER_MIGRATE [x]",
        "afterClean.pg,      unused",
        "V1__a.sql,          other: The file name does not end with .pg or .psql in lower case.",
        "V1__a.pg,           other: The file name is not the name of a migration.",
        "Mig1__a.pg,         other: The file name has no - after the version.",
        "Mig-a.pg,           other: The file name has no version after the Mig.",
        "mig1-a.pg,          other: The file name starts with a lower-case letter."
    })
    void takesOtherParts(String name, String parsed) {
        assertThat(parsed(OWN, name)).isEqualTo(parsed);
    }

    @Test
    void theSeparatorMayOccurInVersionAndDescription() {
        ScriptNaming underscore = ScriptNaming.FLYWAY.withSeparator("_");
        assertThat(parsed(underscore, "V1_2_b.sql")).isEqualTo("APPLY 1 [2 b]");
    }

    @Test
    void withoutAPrefixAVersionBeginsTheName() {
        ScriptNaming plain = ScriptNaming.DEFAULT.withPrefixes("", "U", "R", "B");
        assertThat(parsed(plain, "1__a.sql")).isEqualTo("APPLY 1 [a]");
        assertThat(parsed(plain, "R__a.sql")).isEqualTo("REPEAT [a]");
        assertThat(parsed(plain, "x1__a.sql")).isEqualTo("other: The file name does not begin with a version.");
    }

    @Test
    void messagesNameTheFormThatIsMeant() {
        assertThat(((ScriptName.Invalid) ScriptName.parse(OWN, "x.pg")).remedy())
                .isEqualTo(
                        "Name it Mig<version>-<description>.pg, Back<version>-undo_<description>.pg for an undo script,"
                                + " M-<description>.pg for a repeatable migration, or Base<version>-<description>.pg for a"
                                + " baseline script. Or move the file to another directory.");
    }

    @ParameterizedTest
    @CsvSource({
        "Mig1-a.pg, true",
        "Mig1-a.PSQL, true",
        "Mig1-a.pg.conf, true",
        "MIG1-a.txt, true",
        "Mig1-a.pg.bak, false",
        "Mig1-a.pg~, false",
        "V1__a.sql, false",
        "notes.txt, false",
        ".Mig1-a.pg, false"
    })
    void decidesWhichFilesASourceReturns(String name, boolean expected) {
        assertThat(OWN.isExpected(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "V1.sql,        APPLY 1 []",
        "V1__.sql,      APPLY 1 []",
        "V1_1.sql,      APPLY 1.1 []",
        "V0__a.sql,     APPLY 0 [a]",
        "V1__a.SQL,     APPLY 1 [a]",
        "V1___a_.sql,   APPLY 1 [ a ]",
        "V01.0__a.sql,  APPLY 1 [a]",
        "V1_x.sql,      other: The file name has only one underscore after the version.",
        "R.sql,         other: The file name is not the name of a migration.",
        "R__.sql,       refused: The file name has no description after the __.",
        "V-1__a.sql,    refused: The file name has a version below 0.",
        "V99999999999999999999__a.sql, refused: The file name has a version with a number above 9223372036854775807."
    })
    void flywaysRulesTakeMore(String name, String parsed) {
        assertThat(parsed(ScriptNaming.FLYWAY, name)).isEqualTo(parsed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a\\b"})
    void refusesPartsThatNoNameCanHave(String part) {
        assertThatThrownBy(() -> ScriptNaming.DEFAULT.withSeparator(part)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScriptNaming.DEFAULT.withSuffixes(part)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScriptNaming.DEFAULT.withPrefixes("V", part, "R", "B"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesEqualPrefixesAndNoSuffix() {
        assertThatThrownBy(() -> ScriptNaming.DEFAULT.withPrefixes("V", "U", "V", "B"))
                .hasMessageContaining("the same prefix, 'V'");
        assertThatThrownBy(ScriptNaming.DEFAULT::withSuffixes).hasMessageContaining("need a suffix");
    }

    @Test
    void migrationsInCodeAndNewOnesFollow() {
        MemorySource memory = MemorySource.of("Mig1-a.pg", "SELECT 1");
        MigrationSource code = MigrationSource.of(
                new Migration(2, "b", "SELECT 1", "SELECT 2"), Migration.repeatable("views", "SELECT 3"));
        MigrationFiles files = MigrationFiles.in(List.of(memory, code)).naming(OWN);

        assertThat(files.validate()).containsExactly(Version.of(1), Version.of(2), new RepeatableName("views"));
        assertThat(files.create("new one", VersionScheme.NEXT).version()).isEqualTo(Version.of(3));
        assertThat(memory.files).containsKeys("Mig3-new_one.pg", "Back3-undo_new_one.pg");
    }
}
