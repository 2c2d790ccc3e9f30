package dev.manticore.migrations.jdbc.dagger;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoSet;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.spi.MigrationSource;

/** Two custom sources of an application. */
@Module
interface TwoSources {

    @Provides
    @IntoSet
    static MigrationSource pets() {
        return MigrationSource.of(new Migration(1, "create pets", "CREATE TABLE pets (name TEXT)", "DROP TABLE pets"));
    }

    @Provides
    @IntoSet
    static MigrationSource owners() {
        return MigrationSource.of(
                new Migration(2, "create owners", "CREATE TABLE owners (name TEXT)", "DROP TABLE owners"));
    }
}
