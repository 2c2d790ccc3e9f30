package dev.manticore.migrations.it.guide;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The scripts in a zip file. */
record ZipSource(Path file) implements MigrationSource {

    @Override
    public List<SourceScript> load() throws SourceException {
        if (Files.notExists(file)) {
            throw new SourceException("The zip file " + file + " does not exist.", "Correct its path.", null);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<SourceScript> scripts = new ArrayList<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String path = entry.getName();
                String name = path.substring(path.lastIndexOf('/') + 1);
                if (SourceScript.isExpected(name)) {
                    scripts.add(new SourceScript(name, zip.getInputStream(entry).readAllBytes(), origin(path)));
                }
            }
            return scripts;
        } catch (IOException | URISyntaxException failure) {
            throw new SourceException(
                    "The zip file " + file + " cannot be read: " + failure.getMessage(), "Make it anew.", failure);
        }
    }

    private String origin(String path) throws URISyntaxException {
        return "jar:" + file.toUri() + "!" + new URI(null, null, "/" + path, null).toASCIIString();
    }

    @Override
    public String description() {
        return "zip:" + file;
    }
}
