package dev.manticore.migrations.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.internal.load.MigrationSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows that ten thousand migrations are read and planned quickly. */
class PlannerScaleTest {
    private static final int MANY = 10_000;

    @Test
    @Timeout(20)
    void tenThousandMigrationsAreReadAndPlannedQuickly() {
        long[] versions = LongStream.rangeClosed(1, MANY).toArray();
        MigrationSet files = Files.pairs(versions).read();
        assertThat(planned(files, Target.latest(), List.of())).isEqualTo(MANY);
        assertThat(planned(files, Target.version(0), Files.applied(versions))).isEqualTo(MANY);
        assertThat(planned(files, Target.latest(), Files.applied(versions))).isZero();
        Planning late = Planner.plan(
                files,
                Files.history(Files.applied(MANY)),
                Target.latest(),
                MigrationReport.EMPTY,
                Set.of(),
                Files.POSTGRES);
        assertThat(((Planning.Refused) late).problems()).hasSize(MANY - 1);
    }

    private static int planned(MigrationSet files, Target target, List<AppliedMigration> history) {
        return ((Planning.Planned) Planner.plan(
                        files, Files.history(history), target, MigrationReport.EMPTY, Set.of(), Files.POSTGRES))
                .steps()
                .size();
    }
}
