package dev.manticore.migrations.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.output.Output.Progress;
import dev.manticore.migrations.cli.settings.OutputSettings.Verbosity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The output on a terminal. */
class TerminalTest {
    private static final PlanStep STEP = new PlanStep(
            Version.of(3),
            "add orders",
            Direction.APPLY,
            PlanStep.Execution.ATOMIC,
            "V3__add_orders.sql",
            "",
            List.of());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aShortRunShowsWhatIsUnderWayAndThenWhatWasDone() {
        run(Map.of(), 1);

        assertThat(text(err)).isEqualTo("V3 add orders ..\r\u001b[2K");
        assertThat(text(out)).isEqualTo("\u001b[32mapplied\u001b[0m V3 add orders\u001b[2m (12 ms)\u001b[0m\n");
    }

    @Test
    void aLongRunShowsABar() {
        run(Map.of(), 20);

        assertThat(text(err)).contains("migrating", "20/20");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void coloursAreLeftOutOnRequest() {
        run(Map.of("NO_COLOR", "1"), 1);

        assertThat(text(out)).isEqualTo("applied V3 add orders (12 ms)\n");
    }

    @Test
    void aDumbTerminalGetsLinesAlone() {
        run(Map.of("TERM", "dumb"), 20);

        assertThat(text(err)).isEmpty();
        assertThat(text(out).lines()).hasSize(20).containsOnly("applied V3 add orders (12 ms)");
    }

    private void run(Map<String, String> variables, int steps) {
        Environment environment =
                new Environment(variables, Path.of(""), System.in, stream(out), stream(err), true, ZoneOffset.UTC);
        try (Progress progress = new TextOutput(environment, Verbosity.NORMAL).progress()) {
            progress.on(
                    new MigrationEvent.RunStarted(new Plan(List.of(), Collections.nCopies(steps, STEP), List.of())));
            for (int index = 0; index < steps; index++) {
                progress.on(new MigrationEvent.StepStarted(STEP, index, steps));
                progress.on(new MigrationEvent.StepFinished(STEP, Duration.ofMillis(12)));
            }
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
