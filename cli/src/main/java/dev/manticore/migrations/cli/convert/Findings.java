package dev.manticore.migrations.cli.convert;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** What was found in the files of a tool so far. */
final class Findings {
    private final List<ForeignMigration> migrations = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void migration(ForeignMigration migration) {
        migrations.add(migration);
    }

    /** Something in a line cannot be converted. */
    void problem(ForeignFile file, Line line, String message, String advice) {
        problem(Kind.INVALID_SCRIPT, file.location(line), message, advice);
    }

    /** A whole file cannot be converted. */
    void problem(Kind kind, ForeignFile file, String message, String advice) {
        problem(kind, file.location(), message, advice);
    }

    private void problem(Kind kind, SourceLocation location, String message, String advice) {
        problems.add(new Problem(
                kind,
                message,
                location,
                Remedy.of(advice).or("to leave the file out", new Remedy.Configure(Remedy.Setting.IGNORE))));
    }

    /** Something is different with Manticore. */
    void note(SourceLocation location, String text) {
        notes.add(location + ": " + text);
    }

    List<ForeignMigration> migrations() {
        return migrations;
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> notes() {
        return notes;
    }
}
