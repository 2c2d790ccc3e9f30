package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelDatabase;
import dev.manticore.migrations.internal.enginetest.ModelState.HistoryRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.operation.MakePlan;
import dev.manticore.migrations.internal.operation.Migrate;
import dev.manticore.migrations.internal.operation.Resume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a repeatable migration is applied exactly once for each change, whatever happens to its answer. */
class RepeatableEngineTest {
    private static final String SQL = "CREATE TABLE t9_1 (a int);\n";
    private static final Migration VIEWS = Migration.repeatable("views", SQL);
    private static final Migration HALVES = Migration.repeatable(
            "views", "-- manticore: transaction=none\nINSERT INTO t9_2 VALUES (1);\nINSERT INTO t9_3 VALUES (1);\n");

    /** It was applied before, with another text. */
    private static Trial changed() {
        return Trial.of(VIEWS)
                .initialized()
                .given(database -> database.state.repeatables.put("views", new HistoryRow("views", "old", "somebody")));
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void aLostAnswerIsFoundOutByTheChecksum(Fate fate) {
        Outcome<MigrationReport> outcome =
                changed().faults(Faults.script().at("t9_1", Fault.lost(fate))).migrate();

        assertThat(outcome.result().steps()).hasSize(1);
        assertThat(outcome.count("t9_1")).isEqualTo(fate == Fate.NOT_DONE ? 2 : 1);
        assertThat(outcome.database().state.objects).containsExactly("t9_1");
        assertThat(outcome.database().state.repeatables.get("views").checksum()).isEqualTo(Checksum.of(SQL));
    }

    @Test
    void isTheSameAgainUntilItsTextChanges() {
        Outcome<MigrationReport> outcome = Trial.of(atomic(1), VIEWS).migrate();
        assertThat(outcome.result().steps()).hasSize(2);

        assertThat(Trial.of(atomic(1), VIEWS)
                        .afterwards(outcome.database())
                        .result()
                        .steps())
                .isEmpty();
    }

    /** A half of another text was executed: the recorded text counts as applied no longer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotForgottenWhenItsFileGoesBack(boolean killed) {
        Outcome<MigrationReport> applied = Trial.of(VIEWS).migrate();
        ModelDatabase database = applied.database();
        Faults.Script fault = Faults.script()
                .at(
                        "t9_3",
                        killed
                                ? new Fault.Broken(new IllegalStateException("killed"))
                                : Fault.refused("42601", "t9_3"));
        Outcome<MigrationReport> half =
                Trial.of(HALVES).faults(fault).blockingOn(database, new Migrate(Target.latest()));
        assertThat(half.failure()).isNotNull();
        database.pass(60_000);

        Outcome<MigrationReport> back = Trial.of(VIEWS).afterwards(database);

        assertThat(back.failure())
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageContaining("R views is partially applied (1 statement was executed");
        Trial.of(VIEWS).leaksAllowed().blockingOn(database, new Resume(Resumption.abandon()));
        assertThat(Trial.of(VIEWS)
                        .blockingOn(database, new MakePlan(Target.latest()))
                        .result()
                        .steps())
                .hasSize(1);
    }

    @Test
    void thatFailsKeepsItsChecksum() {
        Outcome<MigrationReport> outcome = changed()
                .faults(Faults.script().at("t9_1", Fault.refused("42601", "t9_1")))
                .migrate();

        assertThat(outcome.failure())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("R views failed");
        assertThat(outcome.database().state.repeatables.get("views").checksum()).isEqualTo("old");
    }
}
