package dev.manticore.migrations.internal.engine;

import dev.manticore.migrations.MigrationException;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.RunInterruptedException;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.internal.script.MigrationSet;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.HistoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one operation has learned and done so far. Each operation has its own; one thread at a time uses it. */
final class Context {
    private final Settings settings;
    private final Ambient ambient;
    private final List<StepReport> done = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private HistoryStore store;
    private @Nullable String owner;
    private @Nullable MigrationSet files;
    private @Nullable Database database;

    Context(Settings settings, Ambient ambient) {
        this.settings = settings;
        this.ambient = ambient;
        this.store = settings.store();
    }

    Settings settings() {
        return settings;
    }

    /** How the answer to what is not a user's statement is waited for. */
    Patience patience() {
        return Patience.own(settings.answerTimeout());
    }

    Ambient ambient() {
        return ambient;
    }

    /** The history store, its tables named with their schema as soon as that is known. */
    HistoryStore store() {
        return store;
    }

    void located(HistoryStore locatedStore) {
        this.store = locatedStore;
    }

    String owner() {
        return Objects.requireNonNull(owner, "no owner yet");
    }

    MigrationSet files() {
        return Objects.requireNonNull(files, "no files yet");
    }

    void begin(String newOwner, MigrationSet loaded) {
        this.owner = newOwner;
        this.files = loaded;
    }

    Database database() {
        return Objects.requireNonNull(database, "no database yet");
    }

    void identified(Database found) {
        this.database = found;
    }

    void finished(StepReport step) {
        done.add(step);
    }

    void note(List<String> more) {
        notes.clear();
        notes.addAll(more);
    }

    /** What was carried out and committed so far. */
    MigrationReport report() {
        return new MigrationReport(done, notes);
    }

    /**
     * That the run was interrupted.
     *
     * @param when behind "The run was interrupted", as "before .."
     */
    MigrationException interrupted(String when) {
        return new RunInterruptedException(
                "The run was interrupted " + when + ".", "Run the same command again.", report(), null);
    }
}
