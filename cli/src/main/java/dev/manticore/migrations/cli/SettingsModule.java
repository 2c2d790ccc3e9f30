package dev.manticore.migrations.cli;

import dagger.Module;
import dagger.Provides;
import dev.manticore.migrations.cli.environment.BuildInfo;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.environment.ShutdownActions;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.SettingsResolver;
import dev.manticore.migrations.settings.database.DatabaseOpener;
import dev.manticore.migrations.settings.database.EmbeddedDatabases;
import dev.manticore.migrations.settings.lint.Linting;
import dev.manticore.migrations.settings.session.DriftTask;
import dev.manticore.migrations.settings.session.ReportTask;
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
    static DriftTask driftTask(Sessions sessions) {
        return new DriftTask(sessions);
    }

    @Provides
    static ReportTask reportTask(Sessions sessions) {
        return new ReportTask(sessions, new OptionWording());
    }

    @Provides
    static Linting linting(Sessions sessions, Environment environment, BuildInfo build) {
        return new Linting(sessions, environment.process(), new OptionWording(), build.version());
    }

    @Provides
    static Sessions sessions(Environment environment, ShutdownActions shutdown) {
        return new Sessions(
                environment.process(),
                SettingsModule.class.getClassLoader(),
                new DatabaseOpener(new EmbeddedDatabases(new OptionWording(), shutdown::add)),
                new OptionWording());
    }
}
