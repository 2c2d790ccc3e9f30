package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Settings;
import dev.manticore.migrations.settings.failure.ToolException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.Dependency;

/**
 * The class path with which a project runs. Its dependencies are resolved only where a source is searched on it: with sources
 * in directories, a goal needs no module that is not built yet.
 */
record ProjectClassPath(MavenProject project, MavenSession session, ProjectDependenciesResolver resolver) {
    private static final String SCHEME = "classpath:";
    private static final Set<String> OTHER_SCOPES = Set.of("test", "provided", "system");

    /** Finds what is in the project's output directory, and in the jars with which it runs; nothing if no source asks for it. */
    URLClassLoader open(Settings settings) {
        boolean searched =
                settings.jars().isEmpty() && settings.sources().stream().anyMatch(source -> source.startsWith(SCHEME));
        return new URLClassLoader(
                "the project " + project.getArtifactId(),
                searched ? urls() : new URL[0],
                ClassLoader.getPlatformClassLoader());
    }

    private URL[] urls() {
        List<Path> places = new ArrayList<>();
        places.add(Path.of(project.getBuild().getOutputDirectory()));
        places.addAll(dependencies());
        return places.stream().map(ProjectClassPath::url).toArray(URL[]::new);
    }

    private List<Path> dependencies() {
        DefaultDependencyResolutionRequest request =
                new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
        request.setResolutionFilter(
                (node, parents) -> node.getDependency() == null || isAtRunTime(node.getDependency()));
        try {
            return resolver.resolve(request).getResolvedDependencies().stream()
                    .filter(ProjectClassPath::isAtRunTime)
                    .map(ProjectClassPath::file)
                    .toList();
        } catch (DependencyResolutionException failure) {
            throw ToolException.usage(
                    "A source is searched on the class path of the project, which cannot be resolved: "
                            + failure.getMessage(),
                    "Install the modules that the project needs first, e.g. with mvn -pl MODULE -am install. Or name a"
                            + " directory with "
                            + GoalMojo.WORDING.option(Setting.SOURCE, "DIR") + ", which needs no class path.");
        }
    }

    private static boolean isAtRunTime(Dependency dependency) {
        return !OTHER_SCOPES.contains(dependency.getScope());
    }

    private static Path file(Dependency dependency) {
        return dependency.getArtifact().getFile().toPath();
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
