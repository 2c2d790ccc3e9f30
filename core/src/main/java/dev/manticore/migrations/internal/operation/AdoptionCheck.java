package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.adopt.ExistingRows;
import dev.manticore.migrations.internal.adopt.ForeignReader;
import dev.manticore.migrations.internal.adopt.HistoryMatch;
import dev.manticore.migrations.internal.execute.Leftover;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.run.Run;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.LeaseState;
import dev.manticore.migrations.spi.ReadableHistory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what is to be written, or all problems that prevent it. */
record AdoptionCheck(Run run, MigrationSet files, ReadableHistory from) {

    /** For a run; a schema that the migrator was given is that of the other history, too, unless that one has another. */
    static AdoptionCheck of(Run run, MigrationSet files, ReadableHistory given) {
        String schema = run.settings().schema();
        return new AdoptionCheck(run, files, schema == null ? given : given.in(schema));
    }

    /**
     * What is to be written.
     *
     * @param rows all that the other history has
     * @param isWritten whether our history has the rows already, or there are none
     */
    record Checked(List<AppliedMigration> rows, List<String> notes, boolean isWritten) {}

    /**
     * Reads the other history, and compares it with the files and with ours.
     *
     * @param own our history
     * @param lease as it was read with it; null if it could not be read
     * @throws InvalidMigrationsException with all problems, if there are any
     */
    Checked check(History own, @Nullable LeaseState lease) {
        HistoryMatch.Matched matched = HistoryMatch.match(
                files,
                new ForeignReader(run, from).read(),
                from,
                run.store(),
                run.settings().tolerated());
        List<Problem> problems = new ArrayList<>(matched.problems());
        ExistingRows existing = new ExistingRows(matched.rows(), own.entries());
        boolean isWritten = matched.rows().isEmpty() || existing.areAdopted();
        if (problems.isEmpty() && !isWritten) {
            existing.obstacle(run.store().table(), from.keeper()).ifPresent(problems::add);
            Leftover.of(files, own, lease).map(Leftover::problem).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new InvalidMigrationsException(problems, run.report());
        }
        return new Checked(matched.rows(), matched.notes(), isWritten);
    }

    /** The result for the caller. */
    Adoption result(Checked checked, List<String> statements) {
        return new Adoption(
                from.keeper(), from.table(), run.store().table(), checked.rows(), statements, checked.notes());
    }

    /** The statements that write the rows, without what is around them; none if they are written. */
    List<String> statements(Checked checked) {
        return checked.isWritten()
                ? List.of()
                : checked.rows().stream().map(run.store()::adopt).toList();
    }
}
