package dev.manticore.migrations.maven;

import dev.manticore.migrations.classpath.ClasspathIndex;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.spi.SourceException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes {@code META-INF/manticore/LOCATION.index} into the project's output directory: the list of its migrations for
 * places where resources cannot be listed, e.g. a native image.
 */
@Mojo(name = "index", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class IndexMojo extends GoalMojo {
    /** The locations on the class path. */
    @Parameter(property = "manticore.location", defaultValue = "db/migration")
    @SuppressWarnings("NullAway.Init") // by Maven
    private List<String> locations;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init") // by Maven
    private File classes;

    @Override
    void run() {
        for (String location : locations) {
            index(location.startsWith("classpath:") ? location.substring("classpath:".length()) : location);
        }
    }

    private void index(String location) {
        try {
            ClasspathIndex index = ClasspathIndex.of(location, classes.toPath());
            int count = index.write().size();
            feedback()
                    .result(List.of("Wrote " + index.file() + " with " + count + (count == 1 ? " file." : " files.")));
        } catch (IllegalArgumentException refused) {
            throw ToolException.usage("manticore.location: " + refused.getMessage(), "Correct it.");
        } catch (SourceException unreadable) {
            throw ToolException.usage(
                    "manticore.location: the directory " + location + " of " + classes + " cannot be listed: "
                            + unreadable.getMessage(),
                    "Correct the location, or run the goal after the resources were copied, in process-classes.");
        } catch (IOException failure) {
            throw new ToolException(
                    ErrorCode.OUTPUT_FAILED,
                    "The index of " + location + " could not be written: " + failure,
                    "Make " + classes + " writable.",
                    failure);
        }
    }
}
