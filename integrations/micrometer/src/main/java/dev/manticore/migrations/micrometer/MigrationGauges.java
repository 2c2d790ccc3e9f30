package dev.manticore.migrations.micrometer;

import dev.manticore.migrations.MigrationStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gauges {@code manticore.migrations.applied} and {@code manticore.migrations.pending}. Whoever reads them asks the
 * database, at most once a minute unless another time is set; a value that cannot be found out is NaN.
 *
 * <p>Thread-safe. The registry holds only a weak reference: keep this object as long as the gauges are to be read.
 */
public final class MigrationGauges implements MeterBinder {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Supplier<MigrationStatus> status;
    private final Duration kept;
    private final Tags tags;
    private @Nullable Counts counts;
    private long readAt;

    /** The numbers of migrations; NaN if unknown. */
    private record Counts(double applied, double pending) {
        static final Counts UNKNOWN = new Counts(Double.NaN, Double.NaN);

        static Counts of(MigrationStatus status) {
            long applied = status.entries().stream()
                    .filter(entry -> entry.appliedAt() != null)
                    .count();
            return new Counts(
                    applied, status.pending().isPresent() ? status.pending().getAsLong() : Double.NaN);
        }
    }

    private MigrationGauges(Supplier<MigrationStatus> status, Duration kept, Tags tags) {
        this.status = Objects.requireNonNull(status, "status");
        this.kept = Objects.requireNonNull(kept, "kept");
        this.tags = tags;
    }

    /**
     * Gauges that read a status, e.g. {@code migrator::status}.
     *
     * @param status is called by whoever reads the gauges, and may block
     */
    public static MigrationGauges of(Supplier<MigrationStatus> status) {
        return new MigrationGauges(status, A_MINUTE, Tags.empty());
    }

    /** The same gauges, which read the status again when it is older than this. */
    public MigrationGauges every(Duration duration) {
        return new MigrationGauges(status, duration, tags);
    }

    /** The same gauges with the key {@code manticore.migrations.database}, for a program with several databases. */
    public MigrationGauges database(String name) {
        return new MigrationGauges(status, kept, Tags.of(Names.DATABASE, name));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(Names.APPLIED, this, gauges -> gauges.counts().applied())
                .description("Migrations that are applied")
                .tags(tags)
                .register(registry);
        Gauge.builder(Names.PENDING, this, gauges -> gauges.counts().pending())
                .description("Migrations that are still to be applied")
                .tags(tags)
                .register(registry);
    }

    private synchronized Counts counts() {
        long now = System.nanoTime();
        if (counts == null || now - readAt >= kept.toNanos()) {
            counts = read();
            readAt = now;
        }
        return counts;
    }

    private Counts read() {
        try {
            return Counts.of(status.get());
        } catch (RuntimeException unknown) {
            return Counts.UNKNOWN;
        }
    }
}
