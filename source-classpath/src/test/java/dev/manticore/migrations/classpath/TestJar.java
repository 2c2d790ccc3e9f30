package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Writes a jar with or without a manifest and directory entries, like different build tools. */
final class TestJar {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();
    private boolean hasManifest;
    private boolean hasDirectories;

    TestJar() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    TestJar withDirectories() {
        hasDirectories = true;
        return this;
    }

    TestJar withManifest() {
        hasManifest = true;
        return this;
    }

    TestJar attribute(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return withManifest();
    }

    /** Adds a file that contains its own name. */
    TestJar file(String name) {
        return file(name, name.getBytes(StandardCharsets.UTF_8));
    }

    TestJar file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Adds the contents of another jar, or of a directory. */
    TestJar all(Path source, String below) throws IOException {
        if (Files.isDirectory(source)) {
            try (Stream<Path> found = Files.walk(source)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    file(below + source.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
            return this;
        }
        try (ZipFile zip = new ZipFile(source.toFile())) {
            for (var entries = zip.entries().asIterator(); entries.hasNext(); ) {
                ZipEntry entry = entries.next();
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                    file(below + entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        return this;
    }

    /** Writes the jar uncompressed, as required for nested jars. */
    Path write(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path);
                JarOutputStream jar = hasManifest ? new JarOutputStream(out, manifest) : new JarOutputStream(out)) {
            if (hasDirectories) {
                for (String directory : directories()) {
                    put(jar, directory, new byte[0]);
                }
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(jar, file.getKey(), file.getValue());
            }
        }
        return path;
    }

    private Set<String> directories() {
        Set<String> directories = new TreeSet<>();
        for (String file : files.keySet()) {
            for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
                directories.add(file.substring(0, slash + 1));
            }
        }
        return directories;
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
