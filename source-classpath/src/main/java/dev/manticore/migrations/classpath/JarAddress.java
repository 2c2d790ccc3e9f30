package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * A {@code jar:} URL, parsed by its own protocol handler. Spring Boot's handler supports {@code jar:nested:} and opens
 * nested jars like any other.
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

    /** The address of a jar as class loaders report it: the URL of the file, or a {@code jar:} URL. */
    static JarAddress ofJar(URL url) throws IOException {
        return of(url.getProtocol().equals("jar") ? url : new URL("jar:" + url + "!/"));
    }

    /** The entry of the URL inside the jar; empty for the jar itself. */
    String entry() {
        return entry;
    }

    /** A key that is equal for all spellings of the URL of a jar. */
    String key() {
        return key;
    }

    /** The URL of the jar, to which the name of an entry can be appended. */
    @Override
    public String toString() {
        return root.toString();
    }

    /** Opens the jar separately from the class loader's. Closing it does not affect the class loader. */
    JarFile open() throws IOException {
        JarURLConnection connection = connect(root);
        connection.setUseCaches(false);
        try {
            return connection.getJarFile();
        } catch (ZipException failure) {
            throw new NotAJarException(failure);
        }
    }

    /** A file on the class path is not a jar, or is a broken one. */
    static final class NotAJarException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAJarException(ZipException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static URL root(URL context, URL jar) throws MalformedURLException {
        // The context preserves the protocol handler in the new URL.
        return new URL(context, "jar:" + jar + "!/");
    }

    private static JarURLConnection connect(URL url) throws IOException {
        if (url.openConnection() instanceof JarURLConnection connection) {
            return connection;
        }
        throw new IOException("its protocol handler does not support jars");
    }
}
