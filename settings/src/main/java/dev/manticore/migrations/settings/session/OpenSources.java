package dev.manticore.migrations.settings.session;

import dev.manticore.migrations.spi.MigrationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Open sources, readable until they are closed.
 *
 * @param jars the class loader for the jars of the sources
 */
public record OpenSources(List<MigrationSource> sources, URLClassLoader jars) implements AutoCloseable {

    public OpenSources {
        sources = List.copyOf(sources);
    }

    @Override
    public void close() {
        try {
            jars.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
