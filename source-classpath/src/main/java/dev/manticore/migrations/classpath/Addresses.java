package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Conversions between URLs, paths and the keys that tell whether two of them are the same. */
final class Addresses {
    private Addresses() {}

    /** The path of a {@code file:} URL. Class loaders tolerate URLs with blanks in them, which no URI has. */
    static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException notEncoded) {
            try {
                return Path.of(new URI(url.getProtocol(), url.getPath(), null));
            } catch (URISyntaxException | IllegalArgumentException failure) {
                throw new IOException("no path: " + url, failure);
            }
        } catch (IllegalArgumentException failure) {
            throw new IOException("no path: " + url, failure);
        }
    }

    /** The same for the same file or jar, however its URL is spelt. */
    static String key(URL container) throws IOException {
        return container.getProtocol().equals("file")
                ? path(container).toRealPath().toString()
                : container.toString();
    }

    /** A resource's name as the part of a URL. */
    static String encode(String name) throws IOException {
        try {
            return new URI(null, null, "/" + name, null).getRawPath().substring(1);
        } catch (URISyntaxException failure) {
            throw new IOException("no resource name: " + name, failure);
        }
    }
}
