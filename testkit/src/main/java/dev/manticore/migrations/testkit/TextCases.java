package dev.manticore.migrations.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text reaches the server as it was written. */
interface TextCases extends RunnerHooks {

    @Test
    default void theTextIsSentAsItIs() throws TxFailure {
        List<String> values = List.of(
                "?",
                "??",
                "$1",
                ":name",
                "%s",
                "a\\b",
                "{d '2020-01-01'}",
                "{fn now()}",
                "a;b",
                "é😀☃",
                "--",
                "/*",
                "x\ny");
        try (Trial trial = Trial.of(this)) {
            trial.autocommit("CREATE TABLE testkit.t (id INT, a TEXT)");
            for (int i = 0; i < values.size(); i++) {
                trial.transaction("INSERT INTO testkit.t VALUES (" + i + ", '"
                        + values.get(i).replace("'", "''") + "')");
                trial.autocommit("INSERT INTO testkit.t VALUES (" + i + ", $body$" + values.get(i) + "$body$)");

                assertThat(trial.see("SELECT a FROM testkit.t WHERE id = " + i))
                        .as("what arrived of %s; no driver may find parameters or escapes in it", values.get(i))
                        .isEqualTo(values.get(i));
                assertThat(trial.see("SELECT count(DISTINCT a) FROM testkit.t WHERE id = " + i))
                        .as("different values that arrived of %s, in quotes and in dollars", values.get(i))
                        .isEqualTo("1");
            }
        }
    }

    @Test
    default void operatorsWithQuestionMarksAreOperators() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            assertThat(trial.read("SELECT '{\"a\": 1}'::jsonb ? 'a' AND '{\"b\": 1}'::jsonb ?| '{b}'"))
                    .as("whether the operators ? and ?| reached the server")
                    .startsWith("t");
        }
    }

    @Test
    default void whatIsNotSqlIsLeftToTheServerToRefuse() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            assertThat(trial.refused(Scripts.transaction("SELECT {d '2020-01-01'}"))
                            .sqlState())
                    .as("SQLSTATE of an escape that JDBC alone understands")
                    .isEqualTo("42601");
            assertThat(trial.refused(Scripts.autocommit("SELECT ?")).sqlState())
                    .as("SQLSTATE of a placeholder")
                    .isEqualTo("42601");
            assertThat(trial.refused(Scripts.autocommit("SELECT $1")).sqlState())
                    .as("SQLSTATE of a parameter that nobody gave")
                    .startsWith("42");
        }
    }

    @Test
    default void aBodyWithSemicolonsIsOneStatement() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("not every version of it has such functions");
            trial.transaction(
                    "CREATE TABLE testkit.t (id INT)",
                    "CREATE FUNCTION testkit.f() RETURNS INT LANGUAGE SQL"
                            + " BEGIN ATOMIC INSERT INTO testkit.t VALUES (1); SELECT 2; END",
                    "CREATE FUNCTION testkit.g() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN RETURN 3; END; $$",
                    "INSERT INTO testkit.t SELECT testkit.f() + testkit.g()");

            assertThat(trial.see("SELECT string_agg(CAST(id AS TEXT), ',' ORDER BY id) FROM testkit.t"))
                    .as("what the functions did")
                    .isEqualTo("1,5");
        }
    }

    @Test
    default void backslashesAreReadAsTheScriptSays() throws TxFailure {
        try (Trial trial = Trial.of(this)) {
            trial.assumePostgres("standard_conforming_strings is always on there");
            trial.transaction(
                    "CREATE TABLE testkit.t (a TEXT)",
                    "SET LOCAL escape_string_warning = off",
                    "SET LOCAL standard_conforming_strings = off",
                    "INSERT INTO testkit.t VALUES ('it\\'s')");

            assertThat(trial.see("SELECT a FROM testkit.t"))
                    .as("what the server read after standard_conforming_strings was changed; send TxPart.of(script)")
                    .isEqualTo("it's");
        }
    }
}
