package dev.manticore.migrations.application;

import java.util.List;
import java.util.stream.Collectors;

/** The settings or the beans of the application do not say what to migrate. Carries all problems. */
public final class InvalidMigrationSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<SettingProblem> problems;

    InvalidMigrationSettingsException(List<SettingProblem> problems) {
        super(problems.stream()
                .map(problem -> problem.place() + ": " + problem.message() + " " + problem.remedy())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All of them, in the order in which they were found; empty after serialization. */
    public List<SettingProblem> problems() {
        return problems;
    }
}
