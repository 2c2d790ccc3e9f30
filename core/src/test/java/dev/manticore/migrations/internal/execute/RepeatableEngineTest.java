package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.internal.enginetest.Scripts.atomic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.internal.enginetest.Fault;
import dev.manticore.migrations.internal.enginetest.Fault.Fate;
import dev.manticore.migrations.internal.enginetest.Faults;
import dev.manticore.migrations.internal.enginetest.ModelState.HistoryRow;
import dev.manticore.migrations.internal.enginetest.Outcome;
import dev.manticore.migrations.internal.enginetest.Trial;
import dev.manticore.migrations.internal.load.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that a repeatable migration is applied exactly once for each change, whatever happens to its answer. */
class RepeatableEngineTest {
    private static final String SQL = "CREATE TABLE t9_1 (a int);\n";
    private static final Migration VIEWS = Migration.repeatable("views", SQL);

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
