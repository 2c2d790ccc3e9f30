package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.output.Output;
import dev.manticore.migrations.inspection.Drift;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.session.DriftTask;
import dev.manticore.migrations.settings.text.DifferencesText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that looks for drift before it changes anything. Picocli writes the fields. */
final class DriftOption {
    private static final String WARN = "warn";
    private static final String FAIL = "fail";

    @Option(
            names = "--check-drift",
            paramLabel = "warn|fail",
            arity = "0..1",
            fallbackValue = FAIL,
            preprocessor = AttachedValueOnly.class,
            description =
                    "Before the run, compare the database with what its migrations make, as drift does. If anything"
                            + " differs, change nothing and exit with 11; with =warn, say so and go on.")
    private @Nullable String reaction;

    @Option(
            names = "--drift-exclude",
            paramLabel = "PATTERN",
            parameterConsumer = Collecting.class,
            description = "What --check-drift leaves out, as --exclude of drift. Repeatable.")
    private final List<String> exclusions = new ArrayList<>();

    /** Whether the user has asked for it. */
    boolean isChosen() {
        return reaction != null;
    }

    /**
     * Looks for drift, if that was asked for.
     *
     * @return whether the run may begin; otherwise the drift is shown as its result
     */
    boolean allows(DriftTask task, Settings settings, Output output) {
        if (reaction == null) {
            if (!exclusions.isEmpty()) {
                throw ToolException.usage("--drift-exclude needs --check-drift.", "Add it.");
            }
            return true;
        }
        if (!List.of(WARN, FAIL).contains(reaction)) {
            throw ToolException.usage(
                    "--check-drift is warn or fail, and not '" + reaction + "'.", "Correct the value.");
        }
        Drift drift = task.drift(settings, exclusions, "--drift-exclude", output);
        if (drift.isEmpty()) {
            return true;
        }
        if (reaction.equals(FAIL)) {
            output.notice("Nothing was changed, since the database has drifted (--check-drift).");
            output.drifted(drift);
            return false;
        }
        output.notice(String.join("\n", DifferencesText.of(drift)));
        return true;
    }
}
