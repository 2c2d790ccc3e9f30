package dev.manticore.migrations.maven;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;

/** Runs goals one after another as a build of one project does, with the parameters that Maven would set. */
final class Build {
    private final MavenProject project = new MavenProject();
    private final Properties commandLine = new Properties();
    private final Map<String, Object> context = new ConcurrentHashMap<>();
    private final List<String> log = new ArrayList<>();

    /** Sets a property as {@code -D} does. */
    Build with(String property, String value) {
        commandLine.setProperty(property, value);
        return this;
    }

    MavenProject project() {
        return project;
    }

    /** What the last goal has written to the log, one line each. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Runs a goal, and returns what it writes to the log, one line each. */
    @SuppressWarnings("deprecation") // Maven marks all constructors of its session
    List<String> run(GoalMojo goal, Map<String, ?> parameters) throws MojoFailureException {
        log.clear();
        goal.setLog(new Lines());
        goal.setPluginContext(context);
        set(goal, "project", project);
        PluginDescriptor plugin = new PluginDescriptor();
        plugin.setVersion("1.2.3");
        set(goal, "plugin", plugin);
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setUserProperties(commandLine);
        set(goal, "session", new MavenSession(null, null, request, new DefaultMavenExecutionResult()));
        parameters.forEach((name, value) -> set(goal, name, value));
        goal.execute();
        return log();
    }

    private static void set(GoalMojo goal, String parameter, Object value) {
        for (Class<?> type = goal.getClass(); type != Object.class; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(parameter);
                field.setAccessible(true);
                field.set(goal, value);
                return;
            } catch (NoSuchFieldException inherited) {
                // Of a superclass, or of none.
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        throw new IllegalArgumentException(goal.getClass() + " has no parameter " + parameter);
    }

    private final class Lines extends SystemStreamLog {
        @Override
        public void debug(Throwable failure) {
            // It is thrown as well.
        }

        @Override
        public void info(CharSequence line) {
            log.add(line.toString());
        }

        @Override
        public void warn(CharSequence line) {
            log.add("warning: " + line);
        }
    }
}
