package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.it.api.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that a change of comments, blank space or the case of keywords is no change of a migration. */
class ChecksumsScenario extends Scenario {
    private static final String TABLE = "CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\n";
    private static final String REFORMATTED =
            "\uFEFF/* Copyright 2026 */\r\ncreate table T\r\n(\r\n  ID int -- the key\r\n);\r\ninsert into t values (1)";
    private static final String VIEW = "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT id FROM t;\n";

    private Subject of(String table, String view) {
        return over(Files.of("V1__table.sql", table, "R__view.sql", view));
    }

    private static List<State> states(MigrationStatus status) {
        return status.entries().stream().map(MigrationStatus.Entry::state).toList();
    }

    @Test
    void aReformattedFileIsANote() {
        of(TABLE, VIEW).migrate();
        String before = sql.row("SELECT applied_at FROM _migrations_repeatable");
        Subject changed = of(REFORMATTED, "-- Shows all.\n" + VIEW.replace("CREATE", "create"));

        MigrationReport report = changed.migrate();

        assertThat(report.steps()).isEmpty();
        assertThat(report.notes())
                .containsExactly("Changed since they were applied, but only in comments, blank space or the case of"
                        + " keywords: V1, R view. A repair records the files as they are now.");
        assertThat(states(changed.status())).containsExactly(State.APPLIED, State.APPLIED);
        assertThat(changed.status().notes()).isEqualTo(report.notes());
        assertThat(sql.row("SELECT applied_at FROM _migrations_repeatable")).isEqualTo(before);
    }

    @Test
    void aChangedTokenIsAnErrorAndAChangedViewIsAppliedAgain() {
        of(TABLE, VIEW).migrate();

        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> of(REFORMATTED.replace("(1)", "(2)"), VIEW).migrate());
        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.CHANGED_CHECKSUM);
        assertThat(of(REFORMATTED, VIEW.replace("SELECT id", "SELECT id, 1 AS one"))
                        .migrate()
                        .steps())
                .hasSize(1);
    }

    @Test
    void aRowWithoutTheSecondChecksumIsComparedByTheFirst() {
        of(TABLE, VIEW).migrate();
        sql.run("UPDATE _migrations SET content_checksum = NULL");

        assertThat(of(TABLE, VIEW).migrate().notes()).isEmpty();
        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class, () -> of(REFORMATTED, VIEW).migrate());
        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.CHANGED_CHECKSUM);
    }

    /** The view may have been dropped by the undo script. */
    @Test
    void aRepeatableMigrationIsAppliedAgainAfterARollbackAlsoIfOnlyItsTextHasChanged() {
        Subject subject = over(Files.of(
                "V1__table.sql", TABLE, "U1__undo_table.sql", "DROP VIEW v; DROP TABLE t", "R__view.sql", VIEW));
        subject.migrate();
        subject.rollback(1);

        assertThat(of(TABLE, "-- Again.\n" + VIEW).migrate().steps()).hasSize(2);
    }

    // ---- kept beside the history ----

    private Subject narrow(String table) {
        return open(database)
                .subject(builder -> builder.source(Files.of("V1__table.sql", table))
                        .historyStore(new NarrowStore("public", "narrow"))
                        .lockWait(PATIENCE));
    }

    @Test
    void aStoreWithoutAColumnKeepsItBesideItsTable() {
        narrow(TABLE).migrate();

        assertThat(sql.rows("SELECT migration, length(content_checksum) FROM narrow_checksums"))
                .containsExactly("1|66");
        assertThat(narrow(REFORMATTED).migrate().notes())
                .singleElement()
                .asString()
                .contains(": V1.");
        assertThat(narrow(REFORMATTED).repair().repairs())
                .extracting(HistoryRepair::kind)
                .containsExactly(HistoryRepair.Kind.CHECKSUM);
        assertThat(narrow(REFORMATTED).migrate().notes()).isEmpty();
    }

    @Test
    void withoutThatTableEveryChangeIsAnErrorUntilTheNextRunHasMadeIt() {
        narrow(TABLE).migrate();
        sql.run("DROP TABLE narrow_checksums");

        assertThat(narrow(TABLE).migrate().steps()).isEmpty();
        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class, () -> narrow(REFORMATTED).migrate());
        assertThat(refusal.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.CHANGED_CHECKSUM);
        narrow(TABLE).initialize();
        assertThat(sql.tables()).contains("narrow_checksums");
    }
}
