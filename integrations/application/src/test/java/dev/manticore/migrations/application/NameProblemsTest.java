package dev.manticore.migrations.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that mean another name in SQL are refused with the property to set. */
class NameProblemsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ` `       |         | app.schema: It is blank. Set it to the name of a schema, or remove it.
            ` `       | ` `     | app.table: It is blank. Set it to the name of a table, or remove it.
            a.b       |         | app.schema: It takes the name of a schema alone
            a, public |         | app.schema: It takes one schema, not a search path: a, public. Set it to the first of them if that is meant: a.
            "Shop"    |         | app.schema: It takes a name without quotes: "Shop". Upper and lower case are kept. Set it to Shop.
                      | "a".b   | app.table: It takes the name of a table without its schema: "a".b. If the table b in the schema a is meant, set app.schema=a and app.table=b.
            """)
    void areToldWithTheProperty(String schema, String table, String expected) {
        SettingProblems problems = new SettingProblems();
        assertThat(new NameProblems("app.schema", "app.table", problems).areNone(schema, table))
                .isFalse();
        assertThat(new InvalidMigrationSettingsException(problems.found())).hasMessageContaining(expected);
    }

    @Test
    void areNoneOfOtherNames() {
        SettingProblems problems = new SettingProblems();
        NameProblems names = new NameProblems("app.schema", "app.table", problems);
        assertThat(names.areNone(null, null)).isTrue();
        assertThat(names.areNone("My shop", "a\"b")).isTrue();
        assertThat(problems.isEmpty()).isTrue();
    }
}
