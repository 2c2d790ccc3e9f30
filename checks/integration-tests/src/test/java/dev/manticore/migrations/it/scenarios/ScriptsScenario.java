package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StatementFailedException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shows which SQL a script can contain. */
class ScriptsScenario extends Scenario {
    @Test
    void commentsOnly() {
        MigrationReport report = over(
                        up(1, "-- nothing;\n/* to /* do */ ; */\n;\n"), up(2, "-- done by hand"), table(3))
                .migrate();

        assertThat(report.notes())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).contains("no statement"));
        assertThat(sql.history()).containsExactly("1", "2", "3");
    }

    @Test
    void blankScriptsAreRefused() {
        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(table(1), up(2, " \n")).migrate());

        assertThat(refusal).hasMessageContaining("The script of V2 has no statements");
        assertThat(sql.rows("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void commentsOnlyStepwise() {
        over(up(1, "-- manticore: transaction=none\n-- nothing")).migrate();

        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    @PostgresOnly("Old versions have no DO.")
    void aFloodOfNotices() {
        over(up(1, "DO $$ BEGIN FOR i IN 1..100000 LOOP RAISE NOTICE '%', repeat('y', 300); END LOOP; END $$"))
                .migrate();

        assertThat(sql.history()).containsExactly("1");
    }

    @Test
    void manyStatements() {
        String inserts = IntStream.rangeClosed(1, 2000)
                .mapToObj(i -> "INSERT INTO a VALUES (" + i + ");")
                .collect(Collectors.joining("\n"));

        over(up(1, "CREATE TABLE a (id INT)"), up(2, inserts)).migrate();

        assertThat(sql.row("SELECT count(*), count(DISTINCT id), sum(id) FROM a"))
                .isEqualTo("2000|2000|2001000");
    }

    @Test
    void theErrorInTheLastOfManyStatements() {
        String inserts = IntStream.rangeClosed(2, 2000)
                .mapToObj(i -> "INSERT INTO a VALUES (" + i + ");")
                .collect(Collectors.joining("\n"));

        StatementFailedException failure = failure(
                StatementFailedException.class,
                () -> over(
                                up(1, "CREATE TABLE a (id INT UNIQUE)"),
                                up(2, "SELECT 1;\n" + inserts + "\nINSERT INTO a VALUES (2000);"))
                        .migrate());

        assertThat(failure.location()).hasToString("code:V2__step_2.sql:2001:1");
    }

    @Test
    void aScriptOf5Megabytes() {
        String value = "ü;".repeat(850_000);

        over(up(1, "CREATE TABLE a (text TEXT);\nINSERT INTO a VALUES ('" + value + "'), ('" + value + "');"))
                .migrate();

        assertThat(sql.rows("SELECT length(text), right(text, 2) FROM a")).containsExactly("1700000|ü;", "1700000|ü;");
    }

    @Test
    void unicodeEverywhere() {
        Files files = Files.of(
                "V1__größe_測試_😀.sql",
                "-- größe;\nCREATE TABLE \"größe 😀\" (\"名;前\" TEXT DEFAULT 'ñ😀');\nINSERT INTO \"größe 😀\" DEFAULT VALUES;",
                "U1__undo_größe_測試_😀.sql",
                "DROP TABLE \"größe 😀\"");

        over(files).migrate();

        assertThat(sql.row("SELECT \"名;前\" FROM \"größe 😀\"")).isEqualTo("ñ😀");
        assertThat(sql.row("SELECT description FROM _migrations")).isEqualTo("größe 測試 😀");
        over(files).rollback(1);
        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
    }

    @Test
    void whatADriverWouldTouchArrivesAsItIs() {
        over(up(
                        1,
                        "CREATE TABLE a AS SELECT '{d ''2020-01-01''}' AS escape, '{\"k\": 1}'::jsonb ? 'k' AS has, '$1' AS dollar"))
                .migrate();

        assertThat(sql.row("SELECT * FROM a")).isEqualTo("{d '2020-01-01'}|t|$1");
    }

    @Test
    @PostgresOnly("It has no rules; functions since 22.2, procedures 23.2, triggers 24.3.")
    void functionsAndTriggers() {
        over(up(1, """
                        CREATE TABLE a (id INT, changed INT);
                        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $body$
                        BEGIN
                          -- $$ ; $$
                          EXECUTE $$ SELECT ';' $$;
                          NEW.changed := CASE WHEN NEW.id > 1 THEN 1 ELSE 0 END;
                          RETURN NEW;
                        END;
                        $body$;
                        CREATE TRIGGER touch BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION touch();
                        CREATE FUNCTION total(n INT) RETURNS BIGINT LANGUAGE sql
                        BEGIN ATOMIC
                          SELECT CASE WHEN n > 0 THEN (SELECT sum(id) FROM a) ELSE 0 END;
                        END;
                        CREATE PROCEDURE twice(n INT)
                        BEGIN ATOMIC
                          INSERT INTO a (id) VALUES (n);
                          INSERT INTO a (id) VALUES (n);
                        END;
                        CALL twice(2);
                        CREATE RULE quiet AS ON DELETE TO a DO INSTEAD (SELECT 1; SELECT 2);
                        """)).migrate();

        assertThat(sql.rows("SELECT * FROM a")).containsExactly("2|1", "2|1");
        assertThat(sql.number("SELECT total(1)")).isEqualTo(4);
    }
}
