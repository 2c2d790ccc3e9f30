package dev.manticore.migrations.examples.dagger;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.spi.MigrationSource;
import java.util.List;

/** Adds a custom source to the set. */
@Module
interface CountriesModule {

    @Provides
    @IntoSet
    static MigrationSource countries() {
        return new CountriesSource(List.of("DE", "FR", "NL"));
    }
}
