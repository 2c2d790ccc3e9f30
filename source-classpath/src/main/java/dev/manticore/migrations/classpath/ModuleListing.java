package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the scripts in a module with its reader. {@code db/migration} is a package: class loaders and
 * {@link Module#getResourceAsStream} return nothing unless the module opens it unconditionally.
 */
final class ModuleListing {
    private final ModuleReader reader;
    private final Findings findings;
    private final Map<String, String> places = new HashMap<>();

    private ModuleListing(ModuleReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    static void read(ModuleReference module, Findings findings) throws IOException, SourceException {
        try (ModuleReader reader = module.open()) {
            new ModuleListing(reader, findings).readAll();
        }
    }

    private void readAll() throws IOException, SourceException {
        String start = findings.location().start();
        List<String> inside;
        try (Stream<String> names = reader.list()) {
            inside = names.filter(name -> name.startsWith(start)).toList();
        }
        for (String name : inside) {
            String path = name.substring(start.length());
            if (name.endsWith("/")) {
                findings.locate(FileNames.directoryOf(path));
            } else {
                read(name, path);
            }
        }
    }

    private void read(String name, String path) throws IOException, SourceException {
        URI uri = reader.find(name).orElseThrow(() -> gone(name));
        findings.add(place(uri, path), path, origin(uri), () -> read(name));
    }

    private byte[] read(String name) throws IOException {
        try (InputStream stream = reader.open(name).orElseThrow(() -> gone(name))) {
            return stream.readAllBytes();
        }
    }

    /** The place with the key that other listings use, since a module's jar may also be found as a jar. */
    private String place(URI resource, String path) throws IOException {
        String base = resource.toString();
        for (int parts = path.split("/").length; parts > 0; parts--) {
            base = base.substring(0, base.lastIndexOf('/'));
        }
        String known = places.get(base);
        if (known != null) {
            return known;
        }
        String place = place(new URL(base + "/"));
        places.put(base, place);
        return place;
    }

    private static String place(URL location) throws IOException {
        if (!location.getProtocol().equals("jar")) {
            return Addresses.key(location);
        }
        JarAddress jar = JarAddress.of(location);
        return jar.key() + "!/" + jar.entry();
    }

    private static String origin(URI resource) {
        return resource.getScheme().equals("file")
                ? Path.of(resource).toString()
                : resource.toString().replaceFirst("^jar:file:///", "jar:file:/");
    }

    private static IOException gone(String name) {
        return new IOException(name + " was listed, but does not exist");
    }
}
