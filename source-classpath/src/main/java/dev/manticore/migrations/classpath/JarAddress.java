package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * A {@code jar:} URL, taken apart by its own protocol handler: Spring Boot's knows {@code jar:nested:}, and opens nested
 * jars as any other.
 */
final class JarAddress {
    private final URL root;
    private final String entry;
    private final String key;

    private JarAddress(URL root, String entry, String key) {
        this.root = root;
        this.entry = entry;
        this.key = key;
    }

    static JarAddress of(URL url) throws IOException {
        JarURLConnection connection = connect(url);
        URL jar = connection.getJarFileURL();
        String entry = connection.getEntryName();
        return new JarAddress(root(url, jar), entry == null ? "" : entry, Addresses.key(jar));
    }

    /** Of a jar as class loaders name it: the URL of the file, or a {@code jar:} URL. */
    static JarAddress ofJar(URL url) throws IOException {
        return of(url.getProtocol().equals("jar") ? url : new URL("jar:" + url + "!/"));
    }

    /** What the URL points to inside the jar; empty for the jar itself. */
    String entry() {
        return entry;
    }

    /** The same for the same jar, however its URL is spelt. */
    String key() {
        return key;
    }

    /** The jar itself, as a URL that can be continued with an entry's name. */
    @Override
    public String toString() {
        return root.toString();
    }

    /** Opens the jar apart from the one that the class loader holds, so that closing it harms and leaves nothing. */
    JarFile open() throws IOException {
        JarURLConnection connection = connect(root);
        connection.setUseCaches(false);
        try {
            return connection.getJarFile();
        } catch (ZipException failure) {
            throw new NotAJarException(failure);
        }
    }

    /** A file on the class path is no jar at all, or a broken one. */
    static final class NotAJarException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAJarException(ZipException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static URL root(URL context, URL jar) throws MalformedURLException {
        // With the context, the new URL keeps its protocol handler.
        return new URL(context, "jar:" + jar + "!/");
    }

    private static JarURLConnection connect(URL url) throws IOException {
        if (url.openConnection() instanceof JarURLConnection connection) {
            return connection;
        }
        throw new IOException("its protocol handler is not one for jars");
    }
}
