package dev.manticore.migrations.inspection.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import dev.manticore.migrations.inspection.verify.VerifyNote.Rule;
import dev.manticore.migrations.jdbc.JdbcMigration;
import dev.manticore.migrations.spi.MigrationSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a verification of versions and rows applies, reverts and compares, and what it says of it. */
class VerifyTest {
    private static final String CREATE = "CREATE TABLE pets (id INT PRIMARY KEY, name TEXT)";
    private static final String DROP = "DROP TABLE pets";

    @Test
    void everythingThatIsUndoneIsClean() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .version(2, "ALTER TABLE pets ADD owner TEXT", "ALTER TABLE pets DROP owner")
                .file("V3__no_undo.sql", "CREATE INDEX ON pets (name)")
                .version(4, "GRANT SELECT ON pets TO verify_reader", "REVOKE SELECT ON pets FROM verify_reader")
                .file("R__pet_names.sql", "CREATE OR REPLACE VIEW pet_names AS SELECT name FROM pets")
                .verify();

        assertThat(report.faults()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.verified()).extracting(Object::toString).containsExactly("V1 step", "V2 step", "V4 step");
        assertThat(report.withoutUndo()).extracting(Object::toString).containsExactly("V3 no undo");
        assertThat(report.repeatables()).extracting(Object::toString).containsExactly("R pet names");
    }

    @Test
    void oneFaultHidesNoOther() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .version(2, "CREATE INDEX pets_name ON pets (name)", "SELECT 1")
                .version(3, "CREATE TABLE owners (id INT)", "DROP TABLE owner")
                .version(4, "CREATE TABLE IF NOT EXISTS toys (id INT)", "DROP TABLE toys")
                .version(5, "COMMENT ON TABLE toys IS 'for pets'", "SELECT 1")
                .verify();

        assertThat(report.faults())
                .extracting(VerifyFault::toString)
                .containsExactly(
                        """
                        V2 step is not undone by its undo script (db/U2__undo_step.sql):
                          index public.pets_name of table public.pets is not expected: CREATE INDEX pets_name ON public.pets USING btree (name)\
                        """,
                        "V3 step cannot be reverted (db/U3__undo_step.sql):\n  "
                                + report.faults().get(1).failure(),
                        """
                        V5 step is not undone by its undo script (db/U5__undo_step.sql):
                          table public.toys: comment is "for pets", expected nothing\
                        """);
        assertThat(report.faults().get(1).failure()).contains("table \"owner\" does not exist", "U3__undo_step.sql:1");
        assertThat(report.verified()).hasSize(5);
    }

    @Test
    void whatCannotBeAppliedAgainIsNamed() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .version(
                        2,
                        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_database WHERE shobj_description(oid, 'pg_database') ="
                                + " 'seen' AND datname = current_database()) THEN RAISE 'again'; END IF; EXECUTE 'COMMENT"
                                + " ON DATABASE ' || quote_ident(current_database()) || ' IS ''seen'''; END $$",
                        "SELECT 1")
                .verify();

        assertThat(report.faults()).extracting(VerifyFault::kind).containsExactly(Kind.REAPPLY_FAILED);
        assertThat(report.faults().get(0).failure()).contains("again", "V2__step.sql");
    }

    @Test
    void whatBecomesSomethingElseTheSecondTimeIsNamed() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .version(
                        2,
                        "DO $$ BEGIN EXECUTE 'COMMENT ON TABLE pets IS ' || quote_literal(pg_current_xact_id()::text);"
                                + " END $$",
                        "COMMENT ON TABLE pets IS NULL")
                .verify();

        assertThat(report.faults()).extracting(VerifyFault::kind).contains(Kind.REAPPLY_DIFFERS);
        assertThat(report.faults().get(0).details().get(0)).startsWith("table public.pets: comment is");
    }

    @Test
    void whatComesBehindOneThatCannotBeAppliedIsListed() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .version(2, "CREATE INDEX ON cats (name)", "SELECT 1")
                .version(3, "SELECT 1", "SELECT 1")
                .verify();

        assertThat(report.faults()).extracting(VerifyFault::kind).containsExactly(Kind.APPLY_FAILED);
        assertThat(report.faults().get(0).origin()).isEqualTo("db/V2__step.sql");
        assertThat(report.notVerified()).extracting(Object::toString).containsExactly("V3 step");
    }

    @Test
    void aMigrationWithoutUndoIsAFaultWhereOneIsRequired() {
        VerifyReport report = new Project()
                .version(1, CREATE, DROP)
                .file("V2__index.sql", "CREATE INDEX ON pets (name)")
                .verify(VerifyOption.REQUIRE_UNDO);

        assertThat(report.faults()).extracting(VerifyFault::summary).containsExactly("V2 index has no undo script");
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void filesWithProblemsAreRefused() {
        assertThatThrownBy(() -> new Project().file("V1_typo.sql", CREATE).verify())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("V1_typo.sql");
    }

    @Test
    void whatAnUndoCannotRestoreIsANote() {
        VerifyReport report = new Project()
                .version(
                        1,
                        "CREATE TYPE state AS ENUM ('new', 'old'); CREATE TABLE pets (id INT PRIMARY KEY, name TEXT,"
                                + " age INT)",
                        "DROP TABLE pets; DROP TYPE state")
                .version(2, "ALTER TABLE pets DROP name", "ALTER TABLE pets ADD name TEXT")
                .version(3, "ALTER TYPE state ADD VALUE IF NOT EXISTS 'lost' BEFORE 'old'", "SELECT 1")
                .version(4, "DELETE FROM pets WHERE id = 1; UPDATE pets SET age = age + 1 WHERE id = 2", "SELECT 1")
                .seed("V1__pets.sql", "INSERT INTO pets VALUES (1, 'Rex', 3), (2, 'Tom', 4)")
                .verify();

        assertThat(report.faults()).isEmpty();
        assertThat(report.notes())
                .extracting(VerifyNote::rule)
                .containsExactlyInAnyOrder(
                        Rule.COLUMN_POSITION,
                        Rule.DROPPED_ROWS,
                        Rule.ENUM_LABEL,
                        Rule.DELETED_ROWS,
                        Rule.OVERWRITTEN_VALUES);
    }

    @Test
    void valuesAndRowsThatWereRenamedAndNotRenamedBackAreLost() {
        VerifyReport report = new Project()
                .version(1, "CREATE TABLE pets (id INT PRIMARY KEY, age INT)", DROP)
                .version(
                        2,
                        "ALTER TABLE pets RENAME age TO years",
                        "ALTER TABLE pets DROP years; ALTER TABLE pets ADD age INT")
                .version(
                        3,
                        "ALTER TABLE pets RENAME TO animals",
                        "DROP TABLE animals; CREATE TABLE pets (id INT PRIMARY KEY, age INT)")
                .version(4, "ALTER TABLE animals RENAME age TO years", "ALTER TABLE animals RENAME years TO age")
                .seed("V1__pets.sql", "INSERT INTO pets VALUES (1, 3), (2, 4)")
                .verify();

        assertThat(report.faults().get(0).details())
                .containsExactly("table public.pets: the undo leaves other values in age");
        assertThat(report.faults().get(1).details()).contains("table public.pets: the undo loses 2 rows");
        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly(
                        "V2 step is not undone by its undo script",
                        "V3 step is not undone by its undo script",
                        "V4 step cannot be applied");
    }

    @Test
    void aColumnThatIsReplacedIsNoFaultIfItsValuesComeBack() {
        VerifyReport report = new Project()
                .version(1, "CREATE TABLE pets (id INT PRIMARY KEY, name TEXT, age INT)", DROP)
                .version(
                        2,
                        "ALTER TABLE pets ADD name2 VARCHAR(9); UPDATE pets SET name2 = name; ALTER TABLE pets DROP name;"
                                + " ALTER TABLE pets RENAME name2 TO name",
                        "ALTER TABLE pets ADD name2 TEXT; UPDATE pets SET name2 = name; ALTER TABLE pets DROP name;"
                                + " ALTER TABLE pets RENAME name2 TO name")
                .seed("V1__pets.sql", "INSERT INTO pets VALUES (1, 'Rex', 3)")
                .verify();

        assertThat(report.faults()).isEmpty();
        assertThat(report.notes()).extracting(VerifyNote::rule).containsExactly(Rule.COLUMN_POSITION);
    }

    @Test
    void rowsWithoutAKeyAreCounted() {
        VerifyReport report = new Project()
                .version(1, "CREATE TABLE log (what TEXT)", "DROP TABLE log")
                .version(2, "UPDATE log SET what = 'A' WHERE what = 'a'; INSERT INTO log VALUES ('c')", "SELECT 1")
                .version(
                        3,
                        "DELETE FROM log WHERE what = 'b'; INSERT INTO log VALUES ('d')",
                        "DELETE FROM log WHERE what = 'd'")
                .version(4, "SELECT 1", "DELETE FROM log WHERE what = 'd'")
                .version(5, "UPDATE log SET what = what || '!'", "UPDATE log SET what = what || '?'")
                .seed("V1__log.sql", "INSERT INTO log VALUES ('a'), ('b')")
                .verify();

        assertThat(report.faults())
                .extracting(fault -> fault.migration() + ": " + String.join("; ", fault.details()))
                .containsExactly(
                        "V2 step: table public.log: the undo leaves 1 row",
                        "V4 step: table public.log: the undo loses 1 row",
                        "V5 step: table public.log: the undo loses 3 rows; table public.log: the undo leaves 3 rows");
        assertThat(report.notes())
                .extracting(VerifyNote::rule)
                .containsExactly(Rule.OVERWRITTEN_VALUES, Rule.DELETED_ROWS);
    }

    @Test
    void aSequenceThatOnlyTheMigrationHasResetIsANote() {
        VerifyReport report = new Project()
                .version(1, "CREATE TABLE pets (id SERIAL PRIMARY KEY)", DROP)
                .version(2, "TRUNCATE pets RESTART IDENTITY", "SELECT 1")
                .version(3, "SELECT 1", "ALTER SEQUENCE pets_id_seq RESTART")
                .seed("V1__pets.sql", "INSERT INTO pets DEFAULT VALUES")
                .seed("V2__pets.sql", "INSERT INTO pets DEFAULT VALUES")
                .verify();

        assertThat(report.faults())
                .extracting(fault -> fault.migration() + ": " + String.join("; ", fault.details()))
                .containsExactly("V3 step: sequence public.pets_id_seq: position is the start, expected 1");
        assertThat(report.notes())
                .extracting(VerifyNote::toString)
                .containsExactly(
                        "V2 step: 1 row of table public.pets are gone, since the migration deletes them",
                        "V2 step: the position of sequence public.pets_id_seq stays as the migration has set it");
    }

    @Test
    void aSeedThatFailsEndsTheVerification() {
        assertThatThrownBy(() -> new Project()
                        .version(1, CREATE, DROP)
                        .seed("V1__pets.sql", "INSERT INTO cats VALUES (1)")
                        .verify())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("seeds/V1__pets.sql");
    }

    @Test
    void migrationsInJavaCodeAreVerified() {
        List<String> calls = new ArrayList<>();
        VerifyReport report;
        try (ScratchServer server = ScratchServer.embedded().open()) {
            report = Inspection.builder(server)
                    .source(MigrationSource.ofCode(List.of(new V1__Pets(calls))))
                    .build()
                    .verify();
        }

        assertThat(calls).startsWith("up", "down");
        assertThat(report.faults())
                .extracting(VerifyFault::summary)
                .containsExactly("V1 Pets is not undone by its undo script");
        assertThat(report.notes()).extracting(VerifyNote::rule).containsExactly(Rule.CODE);
    }

    @Test
    void aSeedNeedsItsMigration() {
        assertThatThrownBy(() -> new Project()
                        .version(1, CREATE, DROP)
                        .seed("V2__pets.sql", "INSERT INTO pets VALUES (1)")
                        .verify())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed for version 2");
    }

    /** Its undo forgets a table. */
    private static final class V1__Pets implements JdbcMigration.WithUndo {
        private final List<String> calls;

        V1__Pets(List<String> calls) {
            this.calls = calls;
        }

        @Override
        public void migrate(Connection connection) throws SQLException {
            calls.add("up");
            execute(connection, CREATE + "; CREATE TABLE IF NOT EXISTS toys (id INT)");
        }

        @Override
        public void undo(Connection connection) throws SQLException {
            calls.add("down");
            execute(connection, DROP);
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
