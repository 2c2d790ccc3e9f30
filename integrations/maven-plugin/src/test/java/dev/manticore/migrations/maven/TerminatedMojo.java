package dev.manticore.migrations.maven;

import java.lang.reflect.Field;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;

/** A program that runs the goal migrate, with the parameters that Maven would set. */
final class TerminatedMojo {
    private TerminatedMojo() {}

    /** Migrates the database with the URL of the first argument with the files in the second. */
    @SuppressWarnings("deprecation") // Maven marks all constructors of its session
    public static void main(String[] arguments) throws Exception {
        MigrateMojo migrate = new MigrateMojo();
        migrate.setLog(new SystemStreamLog());
        set(GoalMojo.class, migrate, "project", new MavenProject());
        set(GoalMojo.class, migrate, "plugin", new PluginDescriptor());
        set(
                GoalMojo.class,
                migrate,
                "session",
                new MavenSession(null, null, new DefaultMavenExecutionRequest(), new DefaultMavenExecutionResult()));
        set(ManticoreMojo.class, migrate, "url", arguments[0]);
        set(ManticoreMojo.class, migrate, "sources", List.of(arguments[1]));
        migrate.execute();
    }

    private static void set(Class<?> type, Object goal, String parameter, Object value)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(parameter);
        field.setAccessible(true);
        field.set(goal, value);
    }
}
