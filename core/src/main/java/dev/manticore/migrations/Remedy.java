package dev.manticore.migrations;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the user can do about a failure. The advice holds for everyone; the options name operations and settings of this
 * library. {@link #toString} words them for Java code; other interfaces, such as the command line, word them with
 * {@link Action#match}.
 *
 * @param advice one or more sentences
 * @param options operations or settings that help, in the order in which they should be considered; may be empty
 */
public record Remedy(String advice, List<Option> options) {

    /**
     * Something to do under a condition.
     *
     * @param condition when or why to do it, e.g. "if that run has crashed"
     * @param action what to do
     */
    public record Option(String condition, Action action) {
        public Option {
            if (condition.isBlank()) {
                throw new IllegalArgumentException("an option needs a condition");
            }
            Objects.requireNonNull(action, "action");
        }
    }

    /** An operation to call, or a setting to change. */
    public sealed interface Action {

        /**
         * Calls the method for the type of this action.
         *
         * @return the result of that method
         */
        <R> R match(Cases<R> cases);
    }

    /**
     * One method for each type of action. Code that implements it does not compile if a type is added and not handled.
     *
     * @param <R> the type of the results
     */
    public interface Cases<R> {
        R resume(Resume action);

        R unlock(Unlock action);

        R create(Create action);

        R repair(Repair action);

        R tolerate(Tolerate action);

        R configure(Configure action);

        R useFlywayHistory(UseFlywayHistory action);

        R adoptFlywayHistory(AdoptFlywayHistory action);
    }

    /** Call {@link Migrator#resume}. */
    public record Resume(Resumption resumption) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.resume(this);
        }
    }

    /** Call {@link Migrator#unlock}. */
    public record Unlock() implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unlock(this);
        }
    }

    /** Call {@link Migrator#create(String)}. */
    public record Create() implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.create(this);
        }
    }

    /** Call {@link Migrator#repair} with these options. */
    public record Repair(Set<RepairOption> options) implements Action {
        public Repair {
            options = Set.copyOf(options);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.repair(this);
        }
    }

    /** Call {@link MigratorBuilder#tolerate}. */
    public record Tolerate(Deviation deviation) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tolerate(this);
        }
    }

    /** Change a setting. */
    public record Configure(Setting setting) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.configure(this);
        }
    }

    /**
     * Keep the history in Flyway's table, with the module {@code manticore-migrations-history-flyway}.
     *
     * @param table its name, not quoted
     */
    public record UseFlywayHistory(String table) implements Action {
        /** The name that Flyway gives its table unless it is told otherwise. */
        public static final String DEFAULT_TABLE = "flyway_schema_history";

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.useFlywayHistory(this);
        }
    }

    /**
     * Call {@link Migrator#adopt} with Flyway's history.
     *
     * @param table its name, not quoted
     */
    public record AdoptFlywayHistory(String table) implements Action {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.adoptFlywayHistory(this);
        }
    }

    /** The settings that a remedy can name. */
    public enum Setting {
        /** See {@link MigratorBuilder#source}. */
        SOURCE,
        /** The class loader or the jars of a source of resources. */
        CLASS_PATH,
        /** Whether a source of files follows symbolic links out of its directory. */
        FOLLOW_LINKS,
        /** The files that a source of files leaves out. */
        IGNORE,
        /** See {@link MigratorBuilder#schema}. */
        SCHEMA,
        /** See {@link MigratorBuilder#lease}. */
        LEASE,
        /** See {@link MigratorBuilder#lockWait}. */
        LOCK_WAIT,
        /** See {@link MigratorBuilder#lockTimeout}. */
        LOCK_TIMEOUT,
        /** See {@link MigratorBuilder#lockRetry}. */
        LOCK_RETRY,
        /** See {@link MigratorBuilder#statementTimeout}. */
        STATEMENT_TIMEOUT,
        /** See {@link MigratorBuilder#placeholder}. */
        PLACEHOLDER,
        /** See {@link MigratorBuilder#encoding}. */
        ENCODING,
        /** The password of the DataSource or the pool. */
        PASSWORD
    }

    public Remedy {
        Objects.requireNonNull(advice, "advice");
        options = List.copyOf(options);
    }

    /** Advice without options. */
    public static Remedy of(String advice) {
        return new Remedy(advice, List.of());
    }

    /** Returns this remedy with another option at its end. */
    public Remedy or(String condition, Action action) {
        return new Remedy(
                advice,
                Stream.concat(options.stream(), Stream.of(new Option(condition, action)))
                        .toList());
    }

    /** The advice and the options in sentences, worded with this library's API. */
    @Override
    public String toString() {
        return sentences(new ApiCalls());
    }

    /**
     * The advice and the options in sentences.
     *
     * @param words how an action is worded, e.g. {@code Migrator.unlock()}
     */
    public String sentences(Cases<String> words) {
        return Stream.concat(
                        Stream.of(advice),
                        options.stream()
                                .map(option -> capitalized(option.condition()) + ": "
                                        + option.action().match(words) + "."))
                .filter(sentence -> !sentence.isBlank())
                .collect(Collectors.joining(" "));
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
