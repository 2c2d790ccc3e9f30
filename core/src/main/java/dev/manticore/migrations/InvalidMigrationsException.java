package dev.manticore.migrations;

import java.util.List;
import java.util.stream.Collectors;

/** The sources, or the sources and the history together, allow no plan; nothing further was done. Carries all problems. */
public final class InvalidMigrationsException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Carries several problems.
     *
     * @param problems at least one
     */
    public InvalidMigrationsException(List<Problem> problems) {
        this(problems, MigrationReport.EMPTY);
    }

    /** Carries several problems that came up only when something was done already. */
    public InvalidMigrationsException(List<Problem> problems, MigrationReport report) {
        super(message(problems), problems.get(0).remedy(), report, null);
        this.problems = List.copyOf(problems);
    }

    /** Every problem that was found, at least one. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        String head = problems.size() == 1 ? "" : problems.size() + " problems:\n";
        return head + problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
