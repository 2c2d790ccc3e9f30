package dev.manticore.migrations.cli;

import dagger.Module;
import dagger.Provides;
import dev.manticore.migrations.cli.embedded.BundledDatabases;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.SettingsResolver;
import dev.manticore.migrations.settings.database.DatabaseOpener;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.settings.session.Tasks;

/** Provides what is shared with other programs, for this process. */
@Module
interface SettingsModule {
    @Provides
    static SettingsResolver settingsResolver(Environment environment) {
        return new SettingsResolver(environment.process(), new OptionWording());
    }

    @Provides
    static Tasks tasks(Sessions sessions) {
        return new Tasks(sessions);
    }

    @Provides
    static Sessions sessions(Environment environment, BundledDatabases databases) {
        return new Sessions(
                environment.process(),
                SettingsModule.class.getClassLoader(),
                new DatabaseOpener(databases),
                new OptionWording());
    }
}
