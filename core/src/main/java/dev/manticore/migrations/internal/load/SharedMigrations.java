package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.spi.MigrationSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The migrations of sources that several migrators have in common, read by the first of their runs. Thread-safe. */
public final class SharedMigrations {
    private record Loaded(ScriptReader reader, MigrationSet files) {}

    private @Nullable Loaded loaded;

    /**
     * Returns the migrations as a reader reads them. Scripts are the same for all runs where they have the same values; the
     * file is the same in any case.
     *
     * @param sources the same for all runs
     */
    public MigrationSet load(List<MigrationSource> sources, ScriptReader reader) {
        Loaded first = first(sources, reader);
        if (first.reader() == reader) {
            return first.files();
        }
        if (!first.reader().isLike(reader)) {
            return MigrationLoader.load(sources, reader);
        }
        Set<String> differing = first.reader().differing(reader);
        return differing.isEmpty() ? first.files() : first.files().map(script -> script.readBy(reader, differing));
    }

    /** Returns whether a script that every run compares or executes varies, see {@link Script#varies}; true before all is read. */
    public boolean repeatedVary(Set<String> placeholders) {
        return vary(
                placeholders,
                files -> Stream.concat(
                        files.repeatables().values().stream().map(ResolvedMigration::up),
                        files.callbacks().scripts()));
    }

    /** Returns whether any script varies; true before all is read. */
    public boolean anyVary(Set<String> placeholders) {
        return vary(placeholders, MigrationSet::scripts);
    }

    private synchronized boolean vary(Set<String> placeholders, Function<MigrationSet, Stream<Script>> some) {
        return loaded == null || some.apply(loaded.files()).anyMatch(script -> script.varies(placeholders));
    }

    private synchronized Loaded first(List<MigrationSource> sources, ScriptReader reader) {
        Loaded known = loaded;
        if (known == null) {
            known = new Loaded(reader, MigrationLoader.load(sources, reader).map(Script::shared));
            loaded = known;
        }
        return known;
    }
}
