package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks what can be checked without a database: names, pairs and scripts. */
public final class FileCheck {
    private FileCheck() {}

    /**
     * Returns all problems; none if the files are valid.
     *
     * @param tolerated of these, only {@link Deviation#EMPTY_SCRIPT} can occur without a history
     */
    public static List<Problem> problems(MigrationSet files, Set<Deviation> tolerated) {
        UntouchedScripts untouched = new UntouchedScripts(tolerated);
        List<Problem> problems = new ArrayList<>(files.problems());
        scripts(files).map(ResolvedMigration::unopened).forEach(migration -> {
            Script undo = migration.down();
            problems.addAll(migration.up().problems());
            untouched.up(migration).ifPresent(problems::add);
            if (undo != null) {
                problems.addAll(undo.problems());
            }
        });
        problems.addAll(files.callbacks().problems());
        return problems;
    }

    /** Returns the problems of all undo scripts, which a plan does not need. */
    public static List<Problem> ofUndo(MigrationSet files) {
        return files.all()
                .flatMap(migration -> Stream.ofNullable(migration.down()))
                .flatMap(undo -> undo.unopened().problems().stream())
                .toList();
    }

    private static Stream<ResolvedMigration> scripts(MigrationSet files) {
        return Stream.concat(files.all(), files.baselines().values().stream());
    }

    /** Returns what is unusual and no problem. */
    public static List<String> notes(MigrationSet files) {
        List<String> notes = new ArrayList<>(LeftOutFiles.note(files).stream().toList());
        scripts(files)
                .flatMap(migration -> SkippedScripts.note(migration).stream())
                .forEach(notes::add);
        notes.addAll(files.callbacks().notes());
        UnreplacedPlaceholders.note(Stream.concat(
                        scripts(files)
                                .map(ResolvedMigration::unopened)
                                .flatMap(migration -> Stream.of(migration.up(), migration.down())),
                        files.callbacks().scripts()))
                .ifPresent(notes::add);
        return notes;
    }
}
