package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.CallbackFile;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.StepReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats values for people. */
public final class Words {
    private static final int FEW = 10;

    private Words() {}

    /** A callback with its file. */
    public static String callback(CallbackFile file) {
        return file.event().fileName() + " (" + Printable.text(file.origin()) + ")";
    }

    /** For example {@code 12 ms}, {@code 1.2 s} or {@code 2 min 5 s}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return millis < 3_600_000
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** The holder of the lease, as a sentence. */
    public static String describe(LeaseHolder holder) {
        return "The lease is held by " + holder.owner() + " for another " + duration(holder.remaining())
                + " unless renewed.";
    }

    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    public static String migration(MigrationId id, String description) {
        return Printable.line(id.label(description));
    }

    public static String done(Direction direction) {
        return direction == Direction.APPLY ? "applied" : "reverted";
    }

    /** Lists the versions if there are few; otherwise the first and the last. */
    public static String versions(List<? extends MigrationId> ids) {
        return ids.size() <= FEW
                ? ids.stream().map(MigrationId::label).collect(Collectors.joining(", "))
                : ids.get(0).label() + " to " + ids.get(ids.size() - 1).label();
    }

    /** Lists the steps if there are few; otherwise their number, and the first and last version. */
    public static String steps(List<StepReport> steps) {
        if (steps.size() <= FEW) {
            return steps.stream()
                    .map(step -> migration(step.id(), step.description()))
                    .collect(Collectors.joining(", "));
        }
        return versions(steps.stream().map(StepReport::id).toList()) + " (" + steps.size() + " migrations)";
    }
}
