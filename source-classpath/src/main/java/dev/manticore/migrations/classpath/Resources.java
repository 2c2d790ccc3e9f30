package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The resources that a class loader returns for a name. */
final class Resources {
    /** {@code jrt:} is the protocol of modules in the run-time image, which are listed as modules. */
    private static final Set<String> LISTED = Set.of("file", "jar", "jrt");

    private Resources() {}

    static List<URL> named(String name, ClassLoader loader) throws IOException {
        return Collections.list(loader.getResources(name));
    }

    static boolean canBeListed(URL url) {
        return LISTED.contains(url.getProtocol());
    }
}
