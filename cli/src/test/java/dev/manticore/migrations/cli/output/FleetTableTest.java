package dev.manticore.migrations.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent.LeaseAwaited;
import dev.manticore.migrations.MigrationEvent.Retrying;
import dev.manticore.migrations.MigrationEvent.StatementFinished;
import dev.manticore.migrations.MigrationEvent.StepStarted;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Columns;
import dev.manticore.migrations.settings.text.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the terminal shows while a fleet is migrated. */
class FleetTableTest {
    private static final int COLUMNS = 60;
    private static final PlanStep STEP = new PlanStep(
            Version.of(3),
            "add orders",
            Direction.APPLY,
            PlanStep.Execution.ATOMIC,
            "V3__add_orders.sql",
            "",
            List.of());

    private static final String LEASE =
            "globex: waiting for the lease, held by somebody for another 3.0 s unless renewed";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FleetTable table =
            FleetTable.start(new PrintStream(err, true, StandardCharsets.UTF_8), COLUMNS, new Style(false), 1_000);

    @AfterEach
    void close() {
        table.close();
    }

    @Test
    void showsTotalsAndWhatIsUnderWay() {
        table.ended(new TargetResult.UpToDate(target("initech")));
        table.began(target("acme"));
        table.on(target("acme"), new StepStarted(STEP, 0, 4));
        table.began(target("globex"));
        table.on(target("globex"), new LeaseAwaited("somebody", Duration.ofSeconds(3), Duration.ofMillis(100)));
        table.began(target("hooli"));

        awaitScreen(
                LEASE,
                "1 of 1000 targets: 1 with nothing to do",
                "  acme: V3 add orders ..",
                "  globex: waits for the lease",
                "  hooli: ..");

        table.on(target("acme"), new StatementFinished(STEP, 1, 5));
        table.ended(new TargetResult.Migrated(target("globex"), MigrationReport.EMPTY));

        awaitScreen(
                LEASE,
                "2 of 1000 targets: 1 done, 1 with nothing to do",
                "  acme: V3 add orders .. 2 of 5 statements",
                "  hooli: ..");
    }

    @Test
    void keepsFailuresAndWarningsAboveTheTable() {
        table.began(target("acme"));
        awaitScreen("0 of 1000 targets", "  acme: ..");
        table.on(target("acme"), new Retrying("the connection was lost", 1, Duration.ofMillis(300)));
        table.ended(failed("globex", "no such table\nsecond line"));

        awaitScreen(
                "acme: the connection was lost; retrying in 300 ms (attempt 2)",
                "globex: failed: no such table",
                "1 of 1000 targets: 1 failed",
                "  acme: ..");

        table.close();

        assertThat(screen())
                .containsExactly(
                        "acme: the connection was lost; retrying in 300 ms (attempt 2)",
                        "globex: failed: no such table",
                        "");
    }

    @Test
    void isShortAndNarrowWhateverIsUnderWay() {
        PlanStep step = new PlanStep(
                Version.of(4),
                "add the orders of all customers, 注文, with a long description",
                Direction.APPLY,
                PlanStep.Execution.ATOMIC,
                "V4.sql",
                "",
                List.of());
        IntStream.range(0, 20).forEach(number -> {
            FleetTarget target = target("a tenant with a very long name, number " + number);
            table.began(target);
            table.on(target, new StepStarted(step, 0, 4));
        });

        await().untilAsserted(() -> assertThat(screen()).hasSize(10).endsWith("  and 12 more"));

        assertThat(screen())
                .anySatisfy(line -> assertThat(line).contains(": V4 add the orders", "…"))
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(COLUMNS));
    }

    @Test
    void leavesNothingBehind() {
        table.began(target("acme"));
        awaitScreen("0 of 1000 targets", "  acme: ..");

        table.close();
        table.began(target("late"));

        assertThat(screen()).containsExactly("");
    }

    private void awaitScreen(String... lines) {
        await().untilAsserted(() -> assertThat(screen()).containsExactly(lines));
    }

    private List<String> screen() {
        return Screen.after(err.toString(StandardCharsets.UTF_8));
    }

    private static TargetResult failed(String name, String message) {
        return new TargetResult.Failed(target(name), ToolException.usage(message, "Create it."));
    }

    private static FleetTarget target(String name) {
        return new FleetTarget(name, "server", "database", name);
    }
}
