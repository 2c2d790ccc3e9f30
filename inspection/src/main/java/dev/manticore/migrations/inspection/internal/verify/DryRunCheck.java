package dev.manticore.migrations.inspection.internal.verify;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.inspection.Catalog;
import dev.manticore.migrations.inspection.internal.InspectionSettings;
import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.inspection.verify.VerifyNote.Rule;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.LeaseStore;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes the SQL that a dry run prints, on an empty database. */
record DryRunCheck(InspectionSettings settings, Findings findings) {
    /** Of the history of the one script that the SQL is. */
    private static final String SCHEMA = "_manticore_dry_run";

    /** Compares with what a run makes of another empty database. */
    void check() {
        if (settings.sources().stream().anyMatch(DryRunCheck::hasCode)) {
            findings.note(new VerifyNote(
                    Rule.CODE, null, "the SQL of a dry run was not executed, since some migrations are Java code"));
            return;
        }
        if (rolesStay()) {
            return;
        }
        Catalog expected = ofRun();
        if (expected != null && !rolesStay()) {
            compare(expected);
        }
    }

    /** Whether scripts would find roles that they have created elsewhere. */
    private boolean rolesStay() {
        List<String> roles = settings.server().dropRolesOfScripts();
        if (!roles.isEmpty()) {
            findings.note(new VerifyNote(
                    Rule.NOT_COMPARED,
                    null,
                    "the SQL of a dry run was not executed, since the server keeps the roles that scripts have"
                            + " created: "
                            + String.join(", ", roles)));
        }
        return !roles.isEmpty();
    }

    /** What one run makes; null if it fails. */
    private @Nullable Catalog ofRun() {
        try (ScratchDatabase database = settings.server().createEmpty()) {
            return findings.attempt(
                                    Kind.RUN_FAILED,
                                    null,
                                    () -> migrator(database).migrate())
                            == null
                    ? null
                    : Catalog.read(database.runner());
        }
    }

    private void compare(Catalog expected) {
        try (ScratchDatabase database = settings.server().createEmpty()) {
            Plan plan = migrator(database).plan(Target.latest());
            database.prepare("CREATE SCHEMA " + SCHEMA);
            boolean executed = findings.attempt(Kind.DRY_RUN_FAILED, null, () -> run(database, plan.toSql())) != null;
            if (executed) {
                Catalog made = Catalog.read(database.runner());
                findings.differs(
                        Kind.DRY_RUN_DIFFERS, null, null, withoutOwn(made).differencesFrom(withoutOwn(expected)));
            }
        }
    }

    private Migrator migrator(ScratchDatabase database) {
        return settings.migrator(database.runner(), SelectedScripts.complete(settings.sources()))
                .build();
    }

    private static boolean hasCode(MigrationSource source) {
        try {
            return source.load().stream().anyMatch(script -> script.code() != null);
        } catch (SourceException unreadable) {
            // It was readable a moment ago; the plan will say what is wrong.
            return false;
        }
    }

    /** As psql does: each statement by itself, and transactions where the text has them. */
    private static Object run(ScratchDatabase database, String sql) {
        return Migrator.builder(database.runner())
                .source(MigrationSource.of(new Migration(1, "dry run", sql, null)))
                .historyStore(HistoryStore.table(SCHEMA, "_manticore_dry_run"))
                .leaseStore(LeaseStore.table(SCHEMA, "_manticore_dry_run"))
                .withoutFailureLog()
                .build()
                .migrate();
    }

    private static Catalog withoutOwn(Catalog catalog) {
        return catalog.without(object ->
                object.id().name().equals(SCHEMA) || object.id().name().startsWith(SCHEMA + "."));
    }
}
