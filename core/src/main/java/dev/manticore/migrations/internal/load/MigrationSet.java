package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Version;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All migrations of all sources.
 *
 * @param byVersion the migrations in ascending order of their versions
 * @param sources the descriptions of the sources, for messages
 * @param problems problems with sources, file names and pairs. A {@link Script} has its own problems
 */
public record MigrationSet(
        NavigableMap<Version, ResolvedMigration> byVersion, List<String> sources, List<Problem> problems) {

    public MigrationSet {
        byVersion = Collections.unmodifiableNavigableMap(new TreeMap<>(byVersion));
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
    }

    /** Returns whether a script has a placeholder whose value only the database knows. */
    public boolean asksDatabase() {
        return byVersion.values().stream()
                .flatMap(migration -> Stream.of(migration.up(), migration.down()))
                .anyMatch(script -> script != null && script.asksDatabase());
    }

    /** Returns the same migrations with other scripts. */
    public MigrationSet map(UnaryOperator<Script> change) {
        NavigableMap<Version, ResolvedMigration> changed = new TreeMap<>();
        byVersion.forEach((version, migration) -> changed.put(
                version,
                new ResolvedMigration(
                        version,
                        migration.description(),
                        change.apply(migration.up()),
                        migration.down() == null ? null : change.apply(migration.down()))));
        return new MigrationSet(changed, sources, problems);
    }

    /** Returns the highest version, or {@link Version#ZERO} if there are no migrations. */
    public Version highest() {
        return byVersion.isEmpty() ? Version.ZERO : byVersion.lastKey();
    }

    /** Returns whether all files are known. If not, a version without a file is not necessarily missing. */
    public boolean isComplete() {
        return problems.stream()
                .noneMatch(problem -> problem.kind() == Problem.Kind.SOURCE_UNREADABLE
                        || problem.kind() == Problem.Kind.DUPLICATE_VERSION);
    }
}
