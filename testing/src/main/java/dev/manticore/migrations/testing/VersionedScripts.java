package dev.manticore.migrations.testing;

import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.List;

/**
 * A source without its repeatable migrations, which expect the newest version, and without its baseline scripts, which take
 * the place of the first versions.
 */
record VersionedScripts(MigrationSource source, ScriptNaming naming) implements MigrationSource {

    @Override
    public List<SourceScript> load() throws SourceException {
        return source.load().stream()
                .filter(script -> !naming.isRepeatable(script.name()) && !naming.isBaseline(script.name()))
                .toList();
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public MigrationSource withNaming(ScriptNaming other) {
        return new VersionedScripts(source.withNaming(other), other);
    }
}
