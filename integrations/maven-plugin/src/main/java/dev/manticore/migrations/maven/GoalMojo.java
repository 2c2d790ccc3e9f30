package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.environment.Interruption;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.text.FailureText;
import dev.manticore.migrations.settings.text.Style;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** How each goal begins and ends. */
abstract class GoalMojo extends AbstractMojo {
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

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    final LogFeedback feedback() {
        return new LogFeedback(getLog());
    }
}
