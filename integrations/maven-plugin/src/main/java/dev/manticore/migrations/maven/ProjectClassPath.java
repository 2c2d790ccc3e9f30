package dev.manticore.migrations.maven;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.project.MavenProject;

/** The class path with which a project runs. */
final class ProjectClassPath {
    private ProjectClassPath() {}

    /** Finds what is in the project's output directory, and in the jars with which it runs. */
    static URLClassLoader of(MavenProject project) {
        try {
            List<URL> urls = new ArrayList<>();
            for (String place : project.getRuntimeClasspathElements()) {
                urls.add(Path.of(place).toUri().toURL());
            }
            return new URLClassLoader(
                    "the project " + project.getArtifactId(),
                    urls.toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        } catch (DependencyResolutionRequiredException | MalformedURLException impossible) {
            throw new IllegalStateException("Maven has not resolved the project's class path", impossible);
        }
    }
}
