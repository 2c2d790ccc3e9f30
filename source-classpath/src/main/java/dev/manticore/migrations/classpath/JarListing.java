package dev.manticore.migrations.classpath;

import dev.manticore.migrations.spi.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds the scripts in a jar by the names of its entries, since a jar may have no directory entries. */
final class JarListing {
    private JarListing() {}

    /**
     * Reads a jar unless it was already read.
     *
     * @param base the root of the resources in the jar: empty, or a directory that ends in a slash
     */
    static void read(JarAddress jar, String base, Findings findings) throws IOException, SourceException {
        String start = base + findings.location().start();
        String place = jar.key() + "!/" + start;
        if (!findings.search(place)) {
            return;
        }
        try (JarFile file = jar.open()) {
            for (Iterator<JarEntry> entries = file.entries().asIterator(); entries.hasNext(); ) {
                JarEntry entry = entries.next();
                String name = entry.getName();
                if (!name.startsWith(start)) {
                    continue;
                }
                String path = name.substring(start.length());
                if (entry.isDirectory()) {
                    findings.locate(FileNames.directoryOf(path));
                } else {
                    findings.add(place, path, jar + Addresses.encode(name), () -> read(file, entry));
                }
            }
        }
    }

    private static byte[] read(JarFile file, JarEntry entry) throws IOException {
        try (InputStream stream = file.getInputStream(entry)) {
            return stream.readAllBytes();
        }
    }
}
