package dev.manticore.migrations.cli.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Versions recorded by the build.
 *
 * @param version of the command line
 * @param postgresVersion of the embedded PostgreSQL
 */
public record BuildInfo(String version, String postgresVersion) {
    private static final String RESOURCE = "/dev/manticore/migrations/cli/build.properties";

    public static BuildInfo load() {
        Properties properties = new Properties();
        try (InputStream resource = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            properties.load(resource);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new BuildInfo(properties.getProperty("version"), properties.getProperty("postgres"));
    }
}
