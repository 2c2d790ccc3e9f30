package dev.manticore.migrations.quarkus.runtime;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scripts of a location that was listed when the application was built. Nothing is listed at run time. */
final class ListedSource implements MigrationSource {
    private final ScriptLocation location;
    private final ClassLoader loader;

    ListedSource(ScriptLocation location, ClassLoader loader) {
        this.location = location;
        this.loader = loader;
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        List<SourceScript> scripts = new ArrayList<>();
        for (ScriptLocation.Script script : location.scripts()) {
            String resource = script.resource();
            try {
                List<URL> urls = Collections.list(loader.getResources(resource));
                if (urls.isEmpty()) {
                    throw new SourceException(
                            resource + " was there when the application was built, and is gone.",
                            "Build the application again.",
                            null);
                }
                // A class loader may find a resource twice.
                Map<String, URL> places = new LinkedHashMap<>();
                urls.forEach(url -> places.put(url.toString(), url));
                for (URL url : places.values()) {
                    scripts.add(read(script.path(), url));
                }
            } catch (IOException failure) {
                throw new SourceException(
                        resource + " cannot be read: " + failure, "Build the application again.", failure);
            }
        }
        return scripts;
    }

    private static SourceScript read(String path, URL url) throws IOException {
        try (InputStream content = url.openStream()) {
            return new SourceScript(
                    path.substring(path.lastIndexOf('/') + 1),
                    content.readAllBytes(),
                    url.getProtocol().equals("file") ? url.getPath() : url.toString(),
                    null,
                    null,
                    path);
        }
    }

    @Override
    public String description() {
        return location.location();
    }
}
