package dev.manticore.migrations.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which file names are scripts. */
class ScriptNameTest {

    @ParameterizedTest
    @CsvSource({
        "V1__create_users.sql,               APPLY,  1,                   create users",
        "V007__bond.sql,                     APPLY,  7,                   bond",
        "V20260102030405__a.sql,             APPLY,  20260102030405,      a",
        "V9223372036854775807__last.sql,     APPLY,  9223372036854775807, last",
        "V0000000000000000000000001__a.sql,  APPLY,  1,                   a",
        "V1__undo_x.sql,                     APPLY,  1,                   undo x",
        "V1___a.sql,                         APPLY,  1,                   a",
        "V1__a.b-c d.sql,                    APPLY,  1,                   a.b-c d",
        "V1__a__b.sql,                       APPLY,  1,                   a  b",
        "V1__\u00e4rger_\uD83D\uDE80.sql,    APPLY,  1,                   \u00e4rger \uD83D\uDE80",
        "V1__x.sql.sql,                      APPLY,  1,                   x.sql",
        "U1__undo_create_users.sql,          REVERT, 1,                   create users",
        "U01__create_users.sql,              REVERT, 1,                   create users",
        "U1__undo_undo_x.sql,                REVERT, 1,                   undo x",
        "U1__undo.sql,                       REVERT, 1,                   undo",
        "V1.2__a.sql,                        APPLY,  1.2,                 a",
        "V1_2_3__a.sql,                      APPLY,  1.2.3,               a",
        "V1.0__a.sql,                        APPLY,  1,                   a",
        "V01.02_003.0__a.sql,                APPLY,  1.2.3,               a",
        "V2026.01.02.1__a.sql,               APPLY,  2026.1.2.1,          a",
        "V0.1__a.sql,                        APPLY,  0.1,                 a",
        "V1__2__a.sql,                       APPLY,  1,                   2  a",
        "U2.1__undo_a.sql,                   REVERT, 2.1,                 a",
        "U2_1__anything.sql,                 REVERT, 2.1,                 anything"
    })
    void isTaken(String name, Direction direction, String version, String description) {
        String written = name.substring(1, name.indexOf("__"));
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, name))
                .isEqualTo(new ScriptName.Versioned(direction, Version.parse(version), written, description));
    }

    @ParameterizedTest
    @CsvSource({"R__views.sql, views", "R__all_views__of_shop.sql, all views  of shop", "R___a.sql, a", "R__1.sql, 1"})
    void isRepeatable(String name, String description) {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, name))
                .isEqualTo(new ScriptName.Repeatable(new RepeatableName(description)));
    }

    @Test
    void withCharactersThatWereLostIsRefused() {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, "V1__gr\uFFFD\uFFFDe.sql"))
                .isInstanceOfSatisfying(ScriptName.Invalid.class, invalid -> {
                    assertThat(invalid.message()).contains("cannot read with the current locale");
                    assertThat(invalid.remedy()).contains("LC_ALL=C.UTF-8");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "V1__a.SQL,                    does not end with .sql in lower case",
        "V1__a.Sql,                    does not end with .sql in lower case",
        "README.md,                    does not end with .sql in lower case",
        "v1__a.sql,                    starts with a lower-case letter",
        "u1__undo_a.sql,               starts with a lower-case letter",
        "V1_a.sql,                     has only one underscore after the version",
        "U1_undo_a.sql,                has only one underscore after the version",
        "V1.sql,                       has no __ after the version",
        "V1-a.sql,                     has no __ after the version",
        "V1 __a.sql,                   has no __ after the version",
        "V1a__b.sql,                   has no __ after the version",
        "V__a.sql,                     has no version after the V",
        "U__undo_a.sql,                has no version after the U",
        "V.sql,                        has no version after the V",
        "V-1__a.sql,                   has no version after the V",
        "V+1__a.sql,                   has no version after the V",
        "V\u0661__arabic.sql,          has no version after the V",
        "V\uFF11__fullwidth.sql,       has no version after the V",
        "V1\u0661__mixed.sql,          has no __ after the version",
        "V0__a.sql,                    'has version 0, but versions are above 0'",
        "V000__a.sql,                  'has version 0, but versions are above 0'",
        "V0.0__a.sql,                  'has version 0, but versions are above 0'",
        "V9223372036854775808__a.sql,  has a version with a number above 9223372036854775807",
        "V1.99999999999999999999999__a.sql, has a version with a number above 9223372036854775807",
        "V1.__a.sql,                   has no __ after the version",
        "V1..2__a.sql,                 has no __ after the version",
        "V1_2_a.sql,                   has only one underscore after the version",
        "V1__.sql,                     has no description after the __",
        "V1____.sql,                   has no description after the __",
        "R__.sql,                      has no description after the __",
        "R____.sql,                    has no description after the __",
        "R1__a.sql,                    is not the name of a migration",
        "R_a.sql,                      is not the name of a migration",
        "'V1__ .sql',                  has no description after the __",
        "U1__undo_.sql,                has no description after the __",
        "stray.sql,                    is not the name of a migration",
        ".sql,                         is not the name of a migration",
        "\u0412 1__cyrillic.sql,       is not the name of a migration",
        "createTables.sql,             is not the name of a migration"
    })
    void isMalformed(String name, String reason) {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, name))
                .isInstanceOfSatisfying(ScriptName.Invalid.class, invalid -> {
                    assertThat(invalid.kind()).isEqualTo(Kind.MALFORMED_NAME);
                    assertThat(invalid.message()).isEqualTo("The file name " + reason + ".");
                    assertThat(invalid.remedy()).startsWith("Name it V<version>__<description>.sql, U<version>__undo_");
                });
    }

    @Test
    void aBaselineScriptHasAVersionAndADescription() {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, "B1.2__all_tables.sql"))
                .isEqualTo(new ScriptName.Baseline(Version.of(1, 2), "1.2", "all tables"));
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, "B1_base.sql"))
                .isInstanceOfSatisfying(ScriptName.Invalid.class, invalid -> {
                    assertThat(invalid.kind()).isEqualTo(Kind.MALFORMED_NAME);
                    assertThat(invalid.message()).isEqualTo("The file name has only one underscore after the version.");
                });
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, "Backup.sql")).isInstanceOf(ScriptName.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "add users,                  add_users",
        "'  add   users ',           add_users",
        "../../etc/passwd,           .._.._etc_passwd",
        "C:\\Windows\\x?*|<>,        C_Windows_x_",
        "a\"b,                       a_b",
        "'a\tb\nc',                  a_b_c",
        "\uD83D\uDE80 lift off,      \uD83D\uDE80_lift_off"
    })
    void aDescriptionBecomesPartOfAFileName(String description, String slug) {
        assertThat(ScriptName.slug(description)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "_", "/", "//", " / ", "_ _", "\n"})
    void aDescriptionOfNothingIsRefused(String description) {
        assertThatThrownBy(() -> ScriptName.slug(description))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the description of a migration must contain words");
    }

    @Test
    void aNameThatIsMadeIsTakenAgain() {
        for (String description : new String[] {"add users", "undo things", "a.sql", "\u00e4 \uD83D\uDE80"}) {
            String slug = ScriptName.slug(description);
            assertThat(ScriptName.parse(ScriptNaming.DEFAULT, ScriptNaming.DEFAULT.migrationName("7", slug)))
                    .isEqualTo(new ScriptName.Versioned(Direction.APPLY, Version.of(7), "7", description));
            assertThat(ScriptName.parse(ScriptNaming.DEFAULT, ScriptNaming.DEFAULT.undoName("7", slug)))
                    .isEqualTo(new ScriptName.Versioned(Direction.REVERT, Version.of(7), "7", description));
        }
    }
}
