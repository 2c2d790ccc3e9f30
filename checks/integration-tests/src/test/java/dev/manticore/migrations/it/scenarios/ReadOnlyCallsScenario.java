package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Background;
import org.junit.jupiter.api.Test;

/** Shows that the calls that only read change nothing, and that initialize creates the tables and nothing else. */
class ReadOnlyCallsScenario extends Scenario {
    @Test
    void appliedVersionsOfAnEmptyDatabase() {
        assertThat(over(tables(2)).appliedVersions()).isEmpty();

        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void appliedVersions() {
        over(tables(3)).migrate();
        over(tables(3)).revert(2);

        assertThat(over(tables(3)).appliedVersions()).containsExactly(Version.of(1), Version.of(3));
    }

    @Test
    void statusOfAnEmptyDatabase() {
        MigrationStatus status = over(tables(2)).status();

        assertThat(status.pending()).hasValue(2);
        assertThat(status.lease()).isNull();
        assertThat(status.problems()).isEmpty();
        assertThat(status.entries()).extracting(MigrationStatus.Entry::state).containsOnly(State.PENDING);
        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void statusOfEveryState() {
        over(table(1), table(2), table(4), table(5)).migrate();

        MigrationStatus status = over(table(1), both(2, "SELECT 2", "SELECT 2"), table(3), up(6, "SELECT 6"), table(9))
                .status();

        assertThat(status.entries())
                .extracting(entry -> entry.id() + " " + entry.state() + " " + entry.undo())
                .containsExactly(
                        "1 APPLIED true",
                        "2 CHANGED true",
                        "3 LATE true",
                        "4 MISSING false",
                        "5 MISSING false",
                        "6 PENDING false",
                        "9 PENDING true");
        assertThat(status.entries().get(0).appliedAt()).isNotNull();
        assertThat(status.entries().get(0).duration()).isNotNull();
        assertThat(status.entries().get(0).appliedBy()).isNotBlank();
        assertThat(status.problems())
                .extracting(Problem::kind)
                .containsExactlyInAnyOrder(
                        Problem.Kind.CHANGED_CHECKSUM,
                        Problem.Kind.LATE_VERSION,
                        Problem.Kind.MISSING_FILE,
                        Problem.Kind.MISSING_FILE);
    }

    @Test
    void statusNamesWhoHoldsTheLease() {
        try (Gate gate = closedGate()) {
            var run =
                    Background.run(() -> over(up(1, "SELECT 1 FROM " + gate())).migrate());
            gate.awaitWaiting();

            MigrationStatus status = over(up(1, "SELECT 1 FROM " + gate())).status();

            assertThat(status.lease()).isNotNull();
            assertThat(status.lease().owner())
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(status.lease().remaining()).isPositive();
            gate.open();
            run.result();
        }
        assertThat(over(up(1, "SELECT 1 FROM " + gate())).status().lease()).isNull();
    }

    @Test
    void planOfAnEmptyDatabase() {
        assertThat(over(tables(2)).plan(Target.version(1)).steps())
                .extracting(PlanStep::id)
                .containsExactly(Version.of(1));

        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void validatesAnEmptyDatabase() {
        assertThat(over(tables(2)).validate().steps())
                .extracting(PlanStep::id)
                .containsExactly(Version.of(1), Version.of(2));

        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void validationNamesEveryProblemAtOnce() {
        over(table(1), table(3)).migrate();

        InvalidMigrationsException refusal = failure(
                InvalidMigrationsException.class,
                () -> over(up(1, "SELECT 'changed'"), table(2), up(3, "CREATE TABLE t3 (id INT)"), up(4, "SELECT 'x"))
                        .validate());

        assertThat(refusal.problems())
                .extracting(Problem::kind)
                .containsExactlyInAnyOrder(
                        Problem.Kind.CHANGED_CHECKSUM, Problem.Kind.LATE_VERSION, Problem.Kind.INVALID_SCRIPT);
    }

    @Test
    void initializesTwice() {
        over(tables(1)).initialize();
        over(tables(1)).initialize();

        assertThat(sql.tables()).containsExactly("_migrations", "_migrations_lease", "_migrations_repeatable");
        assertThat(sql.leaseIsFree()).isTrue();
        assertThat(sql.history()).isEmpty();
    }

    @Test
    void createsThePairOfFilesAfterFilesAndHistory() {
        over(tables(7)).migrate();
        Files files = Files.of("V3__third.sql", "SELECT 3");

        CreatedMigration created = over(files).create("add a note");

        assertThat(created.version()).isEqualTo(Version.of(8));
        assertThat(files.texts()).containsOnlyKeys("V3__third.sql", "V8__add_a_note.sql", "U8__undo_add_a_note.sql");
        assertThat(created.up()).isEqualTo("memory/V8__add_a_note.sql");
    }

    @Test
    void createsTheFirstFilesWithoutTouchingTheDatabase() {
        assertThat(over(Files.of()).create("first").version()).isEqualTo(Version.of(1));

        assertThat(sql.tables()).isEmpty();
    }

    @Test
    void createNeedsASourceThatCanBeWrittenTo() {
        assertThatThrownBy(() -> over(tables(1)).create("x")).isInstanceOf(IllegalStateException.class);
    }
}
