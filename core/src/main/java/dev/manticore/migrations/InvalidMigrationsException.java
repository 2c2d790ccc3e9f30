package dev.manticore.migrations;

import java.util.List;
import java.util.stream.Collectors;

/** The sources, or the sources together with the history, are invalid. The run stopped. Carries all problems. */
public final class InvalidMigrationsException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Carries problems that were found before any step.
     *
     * @param problems at least one
     */
    public InvalidMigrationsException(List<Problem> problems) {
        this(problems, MigrationReport.EMPTY);
    }

    /** Carries problems that were found only after some steps were completed. */
    public InvalidMigrationsException(List<Problem> problems, MigrationReport report) {
        // Its summary words the remedy of each problem.
        super(message(problems), problems.get(0).remedy(), report, null);
        this.problems = List.copyOf(problems);
    }

    /** All problems that were found; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        String head = problems.size() == 1 ? "" : problems.size() + " problems:\n";
        return head + problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.invalidMigrations(this);
    }
}
