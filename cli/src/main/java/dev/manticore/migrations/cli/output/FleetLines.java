package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.CallbackFinished;
import dev.manticore.migrations.MigrationEvent.StepFinished;
import dev.manticore.migrations.cli.output.FleetOutput.FleetProgress;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.settings.text.Style;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Prints one line for each target that was migrated or has failed, and what happens meanwhile. */
final class FleetLines implements FleetProgress {
    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private final FleetText text;
    private final Map<String, LineProgress> underWay = new HashMap<>();

    FleetLines(PrintStream out, PrintStream err, Style style) {
        this.out = out;
        this.err = err;
        this.style = style;
        this.text = new FleetText(style);
    }

    /** What a run without a fleet says as well, except for each migration. */
    @Override
    public void on(FleetTarget target, MigrationEvent event) {
        if (!(event instanceof StepFinished) && !(event instanceof CallbackFinished)) {
            underWay.computeIfAbsent(
                            target.name(), name -> new LineProgress(out, err, style, FleetText.name(target) + ": "))
                    .on(event);
        }
    }

    @Override
    public void ended(TargetResult result) {
        underWay.remove(result.target().name());
        if (result instanceof TargetResult.Migrated migrated) {
            out.println(text.migrated(migrated));
        } else if (result instanceof TargetResult.Failed failed) {
            err.println(text.failed(failed));
        }
    }

    @Override
    public void close() {}
}
