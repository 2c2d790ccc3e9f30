package dev.manticore.migrations.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows what a repair changes, and what only with an option. */
class RepairPlanTest {

    private static AppliedMigration applied(long version, String text) {
        return applied(Version.of(version), Files.none().with("V" + version + "__m.sql", text), Kind.SCRIPT);
    }

    private static AppliedMigration applied(MigrationId id, Files files, Kind kind) {
        ResolvedMigration file = files.read().find(id);
        return new AppliedMigration(
                id,
                file.description(),
                Instant.EPOCH,
                file.up().checksum(),
                null,
                "before",
                kind,
                file.up().content().value());
    }

    private static RepairPlan plan(Files files, List<AppliedMigration> history, RepairOption... options) {
        return RepairPlan.of(files.read(), Files.history(history), Set.of(options), "me");
    }

    private static List<String> kinds(List<HistoryRepair> repairs) {
        return repairs.stream()
                .map(repair -> repair.id().label() + " " + repair.kind())
                .toList();
    }

    @Test
    void nothingIsChangedWhereFilesAndHistoryAgree() {
        RepairPlan plan = plan(
                Files.none().with("V1__m.sql", "SELECT 1").with("V2__m.sql", "SELECT 2"),
                List.of(applied(1, "SELECT 1"), Files.applied(2, null)));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.report().left()).isEmpty();
    }

    @Test
    void bothChecksumsFollowTheFile() {
        Files files = Files.none().with("V1__m.sql", "-- Why.\nSELECT 1");
        RepairPlan plan = plan(files, List.of(applied(1, "SELECT 1")));

        assertThat(kinds(plan.report().repairs())).containsExactly("V1 CHECKSUM");
        ResolvedMigration file = files.read().find(Version.of(1));
        assertThat(plan.updates()).singleElement().satisfies(update -> {
            assertThat(update.checksum()).isEqualTo(file.up().checksum());
            assertThat(update.contentChecksum()).isEqualTo(file.up().content().value());
            assertThat(update.description()).isEqualTo("m");
            assertThat(update.kind()).isEqualTo(Kind.SCRIPT);
            assertThat(update.script()).isEqualTo("V1__m.sql");
        });
    }

    @Test
    void changedSqlNeedsAnOption() {
        Files files = Files.none().with("V1__m.sql", "SELECT 2").with("V2__m.sql", "SELECT  2");
        List<AppliedMigration> history =
                List.of(applied(1, "SELECT 1"), applied(2, "SELECT 2").withContentChecksum(null));

        assertThat(plan(files, history).isEmpty()).isTrue();
        assertThat(kinds(plan(files, history).report().left())).containsExactly("V1 CHANGED_SQL", "V2 CHANGED_SQL");
        RepairPlan asked = plan(files, history, RepairOption.CHANGED);
        assertThat(kinds(asked.report().repairs())).containsExactly("V1 CHANGED_SQL", "V2 CHANGED_SQL");
        assertThat(asked.report().left()).isEmpty();
        assertThat(asked.updates())
                .extracting(HistoryEntry::checksum)
                .containsExactly(
                        files.read().find(Version.of(1)).up().checksum(),
                        files.read().find(Version.of(2)).up().checksum());
    }

    @Test
    void aDescriptionFollowsAloneWhereTheSqlIsLeft() {
        RepairPlan plan = plan(Files.none().with("V1__new_name.sql", "SELECT 2"), List.of(applied(1, "SELECT 1")));

        assertThat(kinds(plan.report().repairs())).containsExactly("V1 DESCRIPTION");
        assertThat(kinds(plan.report().left())).containsExactly("V1 CHANGED_SQL");
        assertThat(plan.updates()).singleElement().satisfies(update -> {
            assertThat(update.description()).isEqualTo("new name");
            assertThat(update.checksum()).isEqualTo(applied(1, "SELECT 1").checksum());
        });
        assertThat(plan.report().repairs().get(0).reason()).isEqualTo("V1 m: the description is now \"new name\".");
    }

    @Test
    void whatHasNoFileIsMarkedIfAskedUnlessTheDatabaseIsAhead() {
        Files files = Files.pairs(2);
        List<AppliedMigration> history = Files.applied(1, 2, 3);

        assertThat(kinds(plan(files, history).report().left())).containsExactly("V1 MISSING_FILE");
        RepairPlan asked = plan(files, history, RepairOption.MISSING);
        assertThat(kinds(asked.report().repairs())).containsExactly("V1 MISSING_FILE");
        assertThat(asked.updates())
                .singleElement()
                .satisfies(update -> assertThat(update.kind()).isEqualTo(Kind.WITHOUT_FILE));
    }

    @Test
    void whatIsMarkedIsNoProblemAndNotMarkedAgain() {
        AppliedMigration marked =
                new AppliedMigration(Version.of(1), "m", Instant.EPOCH, "x", null, null, Kind.WITHOUT_FILE);

        assertThat(plan(Files.pairs(2), List.of(marked), RepairOption.MISSING).isEmpty())
                .isTrue();
        assertThat(Files.pairs(2).steps(dev.manticore.migrations.Target.latest(), List.of(marked)))
                .isEqualTo("+2");
    }

    @Test
    void aRepeatableMigrationThatDoesSomethingElseIsAppliedAgainAndNotRepaired() {
        RepeatableName views = new RepeatableName("views");
        AppliedMigration entry = applied(views, Files.none().with("R__views.sql", "SELECT 1"), Kind.SCRIPT);

        assertThat(plan(Files.pairs(1).with("R__views.sql", "SELECT 2"), List.of(entry), RepairOption.CHANGED)
                        .isEmpty())
                .isTrue();
        assertThat(kinds(plan(Files.pairs(1).with("R__views.sql", "SELECT  1"), List.of(entry))
                        .report()
                        .repairs()))
                .containsExactly("R views CHECKSUM");
        assertThat(kinds(plan(Files.pairs(1), List.of(entry), RepairOption.MISSING)
                        .report()
                        .repairs()))
                .containsExactly("R views MISSING_FILE");
    }

    @Test
    void aBaselineHasNothingToRepairAndABaselineScriptHas() {
        Files files = Files.pairs(3).with("B3__base.sql", "SELECT  13");
        Files before = Files.none().with("V3__base.sql", "SELECT 13");

        assertThat(plan(
                                files,
                                List.of(new AppliedMigration(
                                        Version.of(3), "said", Instant.EPOCH, null, null, null, Kind.BASELINE)))
                        .isEmpty())
                .isTrue();
        RepairPlan plan = plan(files, List.of(applied(Version.of(3), before, Kind.BASELINE_SCRIPT)));
        assertThat(kinds(plan.report().repairs())).containsExactly("V3 CHECKSUM");
        assertThat(plan.report().repairs().get(0).origin()).isEqualTo("db/B3__base.sql");
        assertThat(plan.updates().get(0).kind()).isEqualTo(Kind.BASELINE_SCRIPT);
    }

    @Test
    void failedMigrationsAreTakenOut() {
        History history = new History(null, Files.applied(1), true, Files.applied(2));
        RepairPlan plan = RepairPlan.of(Files.pairs(1, 2).read(), history, Set.of(), "me");

        assertThat(kinds(plan.report().repairs())).containsExactly("V2 FAILED");
        assertThat(plan.removals()).containsExactly(Version.of(2));
        assertThat(plan.updates()).isEmpty();
    }

    @Test
    void filesThatCannotBeComparedAreRefused() {
        RepairPlan broken = plan(
                Files.none().with("V1__m.sql", "SELECT 'a"), List.of(applied(1, "SELECT 1")), RepairOption.CHANGED);

        assertThat(Files.kinds(broken.problems())).containsExactly(Problem.Kind.INVALID_SCRIPT);
        assertThat(Files.kinds(plan(Files.pairs(1).unreadable(), Files.applied(1, 2), RepairOption.MISSING)
                        .problems()))
                .containsExactly(Problem.Kind.SOURCE_UNREADABLE);
    }
}
