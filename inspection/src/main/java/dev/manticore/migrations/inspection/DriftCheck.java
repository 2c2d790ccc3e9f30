package dev.manticore.migrations.inspection;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.SharedFiles;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.spi.TxRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a database with what the migrations in its history make. */
final class DriftCheck {
    /** How often the database is read again because somebody has migrated it meanwhile. */
    private static final int ATTEMPTS = 3;

    private final InspectionSettings settings;
    private final TxRunner runner;
    private final DriftOptions options;

    DriftCheck(InspectionSettings settings, TxRunner runner, DriftOptions options) {
        this.settings = settings;
        this.runner = runner;
        this.options = options;
    }

    /**
     * A database as it was at one time.
     *
     * @param isStill whether nobody has migrated it while it was read
     */
    private record Live(MigrationStatus status, Catalog catalog, boolean isStill) {}

    /**
     * What the migrations make.
     *
     * @param touched what each migration whose file was changed has made or changed
     */
    private record Expected(Catalog catalog, ServerFacts facts, Map<MigrationId, Set<ObjectId>> touched) {}

    Drift run() {
        Live live = live();
        ServerFacts facts = ServerFacts.of(runner, options, options.schema());
        Expected expected = expected(live.status(), facts);
        Catalog actual = options.compared(live.catalog());
        Alignment alignment = new Alignment(actual, facts, expected.facts());
        CatalogDiff all = actual.differencesFrom(alignment.of(options.compared(expected.catalog())));
        DriftNotes notes = new DriftNotes(live.status(), expected.touched());
        Set<ObjectId> replaced = notes.replaced();
        Predicate<Difference> isReplaced = it -> replaced.contains(it.object().root());
        List<Difference> drift =
                all.differences().stream().filter(isReplaced.negate()).toList();
        List<String> sentences = new ArrayList<>();
        if (!live.isStill()) {
            sentences.add(
                    "The database was migrated each time it was read: differences may come from that. Try again later.");
        }
        sentences.addAll(notes.sentences(drift));
        sentences.addAll(alignment.notes());
        return new Drift(
                new CatalogDiff(drift, RepairScript.of(drift, actual)),
                all.differences().stream().filter(isReplaced).toList(),
                sentences,
                actual.version(),
                expected.catalog().version());
    }

    /** History and catalog of the same time: what is read twice must be the same before and after. */
    private Live live() {
        Migrator migrator = settings.migrator(runner, new SharedFiles()).build();
        MigrationStatus before = status(migrator);
        for (int attempt = 1; ; attempt++) {
            Catalog catalog = read(runner);
            MigrationStatus after = status(migrator);
            boolean isSame = after.entries().equals(before.entries());
            if (isSame || attempt == ATTEMPTS) {
                return new Live(after, catalog, isSame);
            }
            before = after;
        }
    }

    private static MigrationStatus status(Migrator migrator) {
        MigrationStatus status = migrator.status();
        if (status.pending().isEmpty()) {
            // Nobody knows all migrations then.
            throw new InvalidMigrationsException(status.problems());
        }
        return status;
    }

    private Catalog read(TxRunner database) {
        return options.schema() == null ? Catalog.read(database) : Catalog.readSchema(database, options.schema());
    }

    private Expected expected(MigrationStatus status, ServerFacts live) {
        List<AppliedSource> sources = settings.sources().stream()
                .map(source -> AppliedSource.of(source, status))
                .toList();
        try (ScratchDatabase database = settings.server().createEmpty()) {
            new ScratchState(settings.server(), database).prepare(live);
            Set<MigrationId> changed = status.entries().stream()
                    .filter(entry -> entry.state() == State.CHANGED || entry.state() == State.OUTDATED)
                    .map(Entry::id)
                    .collect(Collectors.toCollection(HashSet::new));
            Effects effects = new Effects(changed, database.runner());
            if (sources.stream().anyMatch(source -> !source.isEmpty())) {
                MigratorBuilder<Migrator> builder = settings.migrator(database.runner(), sources);
                if (!changed.isEmpty()) {
                    builder.batchTime(Duration.ZERO).listener(effects::on);
                }
                builder.build().migrate();
            }
            return new Expected(
                    read(database.runner()),
                    ServerFacts.of(database.runner(), options, options.schema()),
                    effects.touched);
        }
    }

    /** Notices what some of the migrations do. They have to be executed one by one. */
    private static final class Effects {
        private final Set<MigrationId> observed;
        private final TxRunner runner;
        private final Map<MigrationId, Set<ObjectId>> touched = new LinkedHashMap<>();
        private @Nullable Catalog before;

        Effects(Set<MigrationId> observed, TxRunner runner) {
            this.observed = observed;
            this.runner = runner;
        }

        void on(MigrationEvent event) {
            if (event instanceof MigrationEvent.StepStarted started
                    && observed.contains(started.step().id())) {
                before = Catalog.read(runner);
            } else if (event instanceof MigrationEvent.StepFinished finished && before != null) {
                touched.put(
                        finished.step().id(),
                        Catalog.read(runner).differencesFrom(before).differences().stream()
                                .map(difference -> difference.object().root())
                                .collect(Collectors.toSet()));
                before = null;
            }
        }
    }
}
