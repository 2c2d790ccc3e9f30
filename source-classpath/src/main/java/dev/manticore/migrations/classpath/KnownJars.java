package dev.manticore.migrations.classpath;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of a class loader, as far as they can be determined: those with a manifest, for any loader; those in the
 * URLs of a {@link URLClassLoader}, e.g. Spring Boot's and Tomcat's; and the JVM's class path.
 */
final class KnownJars {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private static final Logger LOGGER = LoggerFactory.getLogger(KnownJars.class);

    private final ClassLoader loader;
    private final Map<String, JarAddress> jars = new LinkedHashMap<>();

    KnownJars(ClassLoader loader) {
        this.loader = loader;
    }

    /** All known jars, and those of the given resources. */
    List<JarAddress> with(List<URL> resources) throws IOException {
        for (URL resource : resources) {
            addJarWith(resource);
        }
        for (URL manifest : Resources.named(MANIFEST, loader)) {
            addJarWith(manifest);
        }
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            if (each instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    addJar(url);
                }
            }
            if (each == ClassLoader.getSystemClassLoader()) {
                addClassPath();
            }
        }
        return new ArrayList<>(jars.values());
    }

    private void addJarWith(URL resource) throws IOException {
        if (resource.getProtocol().equals("jar")) {
            addJar(resource);
        }
    }

    private void addClassPath() throws IOException {
        String classPath = System.getProperty("java.class.path", "");
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                addJar(Path.of(entry).toUri().toURL());
            } catch (InvalidPathException | MalformedURLException noPath) {
                // Nothing can be read from there.
                LOGGER.debug("not a path on the class path: {}", entry);
            }
        }
    }

    private void addJar(URL url) throws IOException {
        if (url.getPath().endsWith("/") && !url.getProtocol().equals("jar")) {
            return; // a directory: the class loader finds its content
        }
        try {
            JarAddress jar = JarAddress.ofJar(url);
            jars.putIfAbsent(jar.key(), jar);
        } catch (NoSuchFileException missing) {
            LOGGER.debug("on the class path, but does not exist: {}", url);
        }
    }
}
