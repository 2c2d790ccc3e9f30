package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.environment.Interruption;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** How each goal begins and ends. */
abstract class GoalMojo extends AbstractMojo {
    static final String STARTED_SERVER = "started server";
    static final MavenWording WORDING = new MavenWording();

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private MavenProject project;

    /** Skips the goal. */
    @Parameter(property = "manticore.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private MavenSession session;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private PluginDescriptor plugin;

    @Override
    public final void execute() throws MojoFailureException {
        if (skip) {
            getLog().info("Skipped, as manticore.skip says.");
            return;
        }
        Interruption interruption = Interruption.ofThisThread(feedback()::notice, () -> {});
        try {
            new UnknownProperties(plugin).check(session.getUserProperties()).forEach(feedback()::notice);
            run();
        } catch (RuntimeException failure) {
            // Not as the cause: Maven would append its message.
            getLog().debug(failure);
            throw new MojoFailureException(
                    "\n" + new FailureText(new Style(false), WORDING).of(Failure.of(failure, WORDING)));
        } finally {
            interruption.close();
        }
    }

    /** Does what the goal is for. */
    abstract void run();

    /** The version of this plugin. */
    final String version() {
        return plugin.getVersion();
    }

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    /**
     * The server that the goal start has started in this project; null if there is none, or no more. In this build, it goes
     * before every other database.
     */
    final @Nullable StartedServer startedServer() {
        Map<?, ?> context = getPluginContext();
        return context == null ? null : (StartedServer) context.get(STARTED_SERVER);
    }

    final LogFeedback feedback() {
        return new LogFeedback(getLog());
    }
}
