package dev.manticore.migrations.internal.operation;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.run.Operation;
import dev.manticore.migrations.internal.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the sources alone, without the database. */
public record ListMigrations() implements Operation<List<Migration>> {

    @Override
    public List<Migration> carryOut(Run run) {
        MigrationSet files = run.load();
        List<Problem> problems = new ArrayList<>(files.problems());
        List<Migration> migrations =
                files.all().map(file -> migration(file, problems)).toList();
        if (!problems.isEmpty()) {
            throw new InvalidMigrationsException(problems, run.report());
        }
        return migrations;
    }

    private static Migration migration(ResolvedMigration file, List<Problem> problems) {
        Script down = file.down();
        Stream.of(file.up(), down)
                .filter(Objects::nonNull)
                .flatMap(script -> script.problems().stream())
                .filter(problem -> problem.kind() == Problem.Kind.SOURCE_UNREADABLE)
                .forEach(problems::add);
        return new Migration(file.id(), file.description(), file.up().written(), down == null ? null : down.written());
    }
}
