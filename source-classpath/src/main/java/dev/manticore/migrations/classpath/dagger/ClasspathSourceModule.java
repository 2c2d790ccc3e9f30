package dev.manticore.migrations.classpath.dagger;

import dagger.BindsOptionalOf;
import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.classpath.ClasspathSource;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.Optional;

/**
 * Adds a directory of resources to the set of sources. The component must bind its location, a
 * {@code @}{@link ClasspathMigrations} {@link String}, e.g. {@code db/migration}.
 */
@Module
public interface ClasspathSourceModule {

    /** The class loader of the resources. Default: the context class loader of the thread that creates the source. */
    @BindsOptionalOf
    @ClasspathMigrations
    ClassLoader loader();

    @Provides
    @IntoSet
    static MigrationSource source(
            @ClasspathMigrations String location, @ClasspathMigrations Optional<ClassLoader> loader) {
        return loader.map(it -> ClasspathSource.of(location, it)).orElseGet(() -> ClasspathSource.of(location));
    }
}
