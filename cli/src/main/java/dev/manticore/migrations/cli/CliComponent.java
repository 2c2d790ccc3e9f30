package dev.manticore.migrations.cli;

import dagger.BindsInstance;
import dagger.Component;
import dev.manticore.migrations.cli.command.Cli;
import dev.manticore.migrations.cli.environment.BuildInfo;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.environment.ExitStatus;
import dev.manticore.migrations.cli.environment.ShutdownActions;
import jakarta.inject.Singleton;

/** Creates the command line. */
@Singleton
@Component(modules = SettingsModule.class)
interface CliComponent {

    Cli cli();

    @Component.Factory
    interface Factory {
        CliComponent create(
                @BindsInstance Environment environment,
                @BindsInstance ShutdownActions shutdown,
                @BindsInstance ExitStatus status,
                @BindsInstance BuildInfo build);
    }
}
