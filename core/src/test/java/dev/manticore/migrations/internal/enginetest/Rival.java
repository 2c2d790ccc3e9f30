package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.internal.operation.Migrate;

/** Another runner on the same database. */
public final class Rival {
    private Rival() {}

    /** Migrates, as soon as every lease has ended. */
    public static void migrate(ModelDatabase database, Migration... migrations) {
        database.pass(60_000);
        run(database, Faults.none(), migrations);
    }

    /** Dies at the call that has this text, and leaves the lease and its notes. */
    public static void dieAt(ModelDatabase database, String text, Fault.Fate fate, Migration... migrations) {
        database.pass(60_000);
        Faults.Script script = Faults.script();
        if (fate != Fault.Fate.NOT_DONE) {
            script.at(text, Fault.lost(fate));
        } else {
            script.at(text, new Fault.Broken(new Death()));
        }
        script.at("", 1000, new Fault.Broken(new Death()));
        run(database, script.start(), migrations);
    }

    /** Takes the lease, and keeps it for as long as leases last. */
    public static void takeLease(ModelDatabase database) {
        database.pass(60_000);
        dieAt(database, "t99_1", Fault.Fate.NOT_DONE, Scripts.atomic(99));
    }

    private static void run(ModelDatabase database, Faults faults, Migration... migrations) {
        Trial.of(migrations)
                .owner("rival")
                .leaksAllowed()
                .tolerate(dev.manticore.migrations.Deviation.values())
                .faults(() -> faults)
                .blockingOn(database, new Migrate(dev.manticore.migrations.Target.latest()));
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
