package dev.manticore.migrations.internal.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.internal.placeholder.Replacer.Replaced;
import dev.manticore.migrations.internal.placeholder.Replacer.Unknown;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what is replaced: Flyway's rules, which the scenario of placeholders compares with Flyway itself. */
class ReplacerTest {
    private static final BuiltIns BUILT_INS = new BuiltIns("2026-01-31 12:34:56", "/work", "_migrations");
    private static final DatabaseValues DATABASE = new DatabaseValues("joe", "shop", "app");
    private static final Placeholders DECLARED = Placeholders.OFF.with(
            Map.of("a", "AA", "Name", "N", "empty", "", "dollar", "$", "nested", "${a}", "$x", "X"));

    private static Replaced replace(Placeholders placeholders, String text) {
        return new Replacer(placeholders, BUILT_INS).replace(text, "V1__x.sql", DATABASE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${a}|AA",
                "${a}${a}|AAAA",
                "'${name}' ${NAME}|'N' N",
                "[${empty}]|[]",
                "${nested}|${a}",
                "${dollar}{a}|${a}",
                "${dollar}${a}|$AA",
                "${$x}|X",
                "$${a}|$${a}",
                "$$${a}|$$AA",
                "$$$${a}|$$$${a}",
                "$$$$${a}|$$$$AA",
                "${a}$${a}|AA$${a}",
                "$1${a}|$1AA",
                "do $x$${a};$x$|do $x$${a};$x$",
                "\\${a}|\\AA",
                "-- ${a}|-- AA",
                "$ {a} {a} $a|$ {a} {a} $a",
            })
    void isReplaced(String text, String expected) {
        assertThat(replace(DECLARED, text).text().text()).isEqualTo(expected);
        assertThat(replace(DECLARED, text).unknown()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${flyway:defaultSchema}|app|true",
                "${manticore:user}|joe|true",
                "${FLYWAY:DATABASE}|shop|true",
                "${flyway:timestamp}|2026-01-31 12:34:56|false",
                "${flyway:filename}|V1__x.sql|false",
                "${flyway:workingDirectory}|/work|false",
                "${manticore:table}|_migrations|false",
            })
    void isBuiltIn(String text, String expected, boolean ofDatabase) {
        Replaced replaced = replace(Placeholders.OFF.on(), text);

        assertThat(replaced.text().text()).isEqualTo(expected);
        assertThat(replaced.asksDatabase()).isEqualTo(ofDatabase);
    }

    @Test
    void theSeparatorBelongsToTheNamesOfBuiltInOnes() {
        Replaced replaced = replace(DECLARED.written("${", "}", "__"), "${flyway__table} ${flyway:table}");

        assertThat(replaced.text().text()).isEqualTo("_migrations ${flyway:table}");
        assertThat(replaced.unknown()).extracting(Unknown::name).containsExactly("flyway:table");
    }

    @Test
    void prefixAndSuffixCanBeOthers() {
        assertThat(replace(DECLARED.written("#[", "]", ":"), "#[a]] ##[a] ###[a] ${a}")
                        .text()
                        .text())
                .isEqualTo("AA] ##[a] ##AA ${a}");
        assertThat(replace(DECLARED.written("__", "__", ":"), "x__a__").text().text())
                .isEqualTo("xAA");
    }

    @Test
    void eachUnknownNameIsToldOnceWithItsFirstPlace() {
        Replaced replaced = replace(DECLARED, "${b} ${a} ${C} ${B} ${}${flyway:nope} ${ a }");

        assertThat(replaced.unknown())
                .containsExactly(
                        new Unknown(0, "b", true, 2),
                        new Unknown(10, "C", true, 1),
                        new Unknown(20, "", true, 1),
                        new Unknown(23, "flyway:nope", true, 1),
                        new Unknown(38, " a ", true, 1));
        assertThat(replaced.text().text()).isEqualTo("${b} AA ${C} ${B} ${}${flyway:nope} ${ a }");
    }

    @Test
    void oneWithoutAnEndIsUnknown() {
        assertThat(replace(DECLARED, "${a} ${b").unknown()).containsExactly(new Unknown(5, "", false, 1));
    }

    @Test
    void aNameReachesUpToTheNextSuffix() {
        assertThat(replace(DECLARED, "${a\n}").unknown())
                .extracting(Unknown::name)
                .containsExactly("a\n");
        assertThat(replace(DECLARED, "${${a}}").unknown())
                .extracting(Unknown::name)
                .containsExactly("${a");
    }

    @Test
    void onlyWhatIsOnOneLineAndNotLongLooksLikeAPlaceholder() {
        Replacer replacer = new Replacer(Placeholders.OFF, BUILT_INS);

        assertThat(replacer.find("${a} $${b} ${} ${ } ${a\n} ${" + "x".repeat(101) + "} ${c.d}"))
                .containsExactly(new TextRange(0, 4), new TextRange(131, 137));
    }

    /** One that is never closed must not be looked for again and again. */
    @Test
    void takesLinearTime() {
        String text = "${a".repeat(2_000_000);

        assertThat(replace(DECLARED, text).unknown()).hasSize(1);
    }
}
