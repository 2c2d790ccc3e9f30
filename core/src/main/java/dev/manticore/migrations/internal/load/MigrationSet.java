package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All migrations of all sources.
 *
 * @param byVersion the versioned migrations in ascending order of their versions
 * @param repeatables the repeatable migrations in the order in which they are applied
 * @param baselines the baseline scripts in ascending order of their versions. They are no part of {@link #all} and {@link
 *     #find}: which of them count depends on the history
 * @param naming how the files are named
 * @param callbacks what is executed before, between and after migrations
 * @param sources the descriptions of the sources, for messages
 * @param problems problems with sources, file names and pairs. A {@link Script} has its own problems
 * @param leftOut files that are no scripts by their names, where that is no problem
 */
public record MigrationSet(
        NavigableMap<Version, ResolvedMigration> byVersion,
        Map<RepeatableName, ResolvedMigration> repeatables,
        NavigableMap<Version, ResolvedMigration> baselines,
        ScriptNaming naming,
        Callbacks callbacks,
        List<String> sources,
        List<Problem> problems,
        List<String> leftOut) {

    public MigrationSet {
        byVersion = Collections.unmodifiableNavigableMap(new TreeMap<>(byVersion));
        repeatables = Collections.unmodifiableMap(new LinkedHashMap<>(repeatables));
        baselines = Collections.unmodifiableNavigableMap(new TreeMap<>(baselines));
        sources = List.copyOf(sources);
        problems = List.copyOf(problems);
        leftOut = List.copyOf(leftOut);
    }

    /** Returns all scripts: of migrations and their undo, of baselines and callbacks. */
    Stream<Script> scripts() {
        return Stream.concat(
                Stream.concat(all(), baselines.values().stream())
                        .flatMap(migration -> Stream.of(migration.up(), migration.down()))
                        .flatMap(Stream::ofNullable),
                callbacks.scripts());
    }

    /** Returns the same migrations with other scripts. */
    public MigrationSet map(UnaryOperator<Script> change) {
        NavigableMap<Version, ResolvedMigration> versions = new TreeMap<>();
        byVersion.forEach((version, migration) -> versions.put(version, migration.map(change)));
        Map<RepeatableName, ResolvedMigration> inOrder = new LinkedHashMap<>();
        repeatables.forEach((name, migration) -> inOrder.put(name, migration.map(change)));
        NavigableMap<Version, ResolvedMigration> changedBaselines = new TreeMap<>();
        baselines.forEach((version, script) -> changedBaselines.put(version, script.map(change)));
        return new MigrationSet(
                versions, inOrder, changedBaselines, naming, callbacks.map(change), sources, problems, leftOut);
    }

    /** Returns the same migrations with more problems. */
    public MigrationSet with(List<Problem> more) {
        return new MigrationSet(
                byVersion,
                repeatables,
                baselines,
                naming,
                callbacks,
                sources,
                Stream.concat(problems.stream(), more.stream()).toList(),
                leftOut);
    }

    /** Returns the same migrations with other versioned ones. */
    public MigrationSet with(NavigableMap<Version, ResolvedMigration> versions) {
        return new MigrationSet(versions, repeatables, baselines, naming, callbacks, sources, problems, leftOut);
    }

    /** All migrations in the order in which they are applied to a database without migrations. */
    public Stream<ResolvedMigration> all() {
        return Stream.concat(byVersion.values().stream(), repeatables.values().stream());
    }

    /** Returns the migration with this identity, or null if it has no file. */
    public @Nullable ResolvedMigration find(MigrationId id) {
        return id.match(new MigrationId.Cases<Optional<ResolvedMigration>>() {
                    @Override
                    public Optional<ResolvedMigration> version(Version version) {
                        return Optional.ofNullable(byVersion.get(version));
                    }

                    @Override
                    public Optional<ResolvedMigration> repeatable(RepeatableName name) {
                        return Optional.ofNullable(repeatables.get(name));
                    }
                })
                .orElse(null);
    }

    /** Returns the highest version, or {@link Version#ZERO} if there are no versioned migrations. */
    public Version highest() {
        return byVersion.isEmpty() ? Version.ZERO : byVersion.lastKey();
    }

    /** Returns whether all files are known. If not, a migration without a file is not necessarily missing. */
    public boolean isComplete() {
        return problems.stream()
                .noneMatch(problem -> problem.kind() == Problem.Kind.SOURCE_UNREADABLE
                        || problem.kind() == Problem.Kind.DUPLICATE_VERSION);
    }
}
