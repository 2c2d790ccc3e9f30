package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.spi.MigrationSource;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The migrations of sources that several migrators have in common, read by the first of their runs. Thread-safe. */
public final class SharedMigrations {
    private record Loaded(ScriptReader reader, MigrationSet files) {}

    private @Nullable Loaded loaded;

    private final Function<OpenScript, Reference<OpenScript>> keeping;

    /** Keeps what was read while there is enough memory. */
    public SharedMigrations() {
        this(SoftReference::new);
    }

    /** @param keeping see {@link SharedContent} */
    SharedMigrations(Function<OpenScript, Reference<OpenScript>> keeping) {
        this.keeping = keeping;
    }

    /**
     * Returns the migrations for one run. Scripts are cut once for all runs where they have the same values; the file is the same in any
     * case.
     *
     * @param sources the same for all runs
     * @param reader the reader of the run
     */
    public MigrationSet load(List<MigrationSource> sources, ScriptReader reader) {
        Loaded first = first(sources, reader);
        if (!first.reader().isLike(reader)) {
            return MigrationLoader.load(sources, reader);
        }
        Set<String> differing = first.reader().differing(reader);
        return first.files().map(script -> script.ofRun(reader, differing));
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
            known = new Loaded(reader, MigrationLoader.load(sources, reader).map(script -> script.shared(keeping)));
            loaded = known;
        }
        return known;
    }
}
