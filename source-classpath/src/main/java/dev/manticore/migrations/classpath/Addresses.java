package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Converts between URLs, paths, and keys that identify the same file. */
final class Addresses {
    private Addresses() {}

    /** The path of a {@code file:} URL. Class loaders accept URLs with spaces, which URIs do not allow. */
    static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException notEncoded) {
            try {
                return Path.of(new URI(url.getProtocol(), url.getPath(), null));
            } catch (URISyntaxException | IllegalArgumentException failure) {
                throw new IOException("not a path: " + url, failure);
            }
        } catch (IllegalArgumentException failure) {
            throw new IOException("not a path: " + url, failure);
        }
    }

    /** A key that is equal for all spellings of the URL of a file or jar. */
    static String key(URL container) throws IOException {
        return container.getProtocol().equals("file")
                ? path(container).toRealPath().toString()
                : container.toString();
    }

    /** A resource's name, encoded as part of a URL. */
    static String encode(String name) throws IOException {
        try {
            return new URI(null, null, "/" + name, null).getRawPath().substring(1);
        } catch (URISyntaxException failure) {
            throw new IOException("not a resource name: " + name, failure);
        }
    }
}
