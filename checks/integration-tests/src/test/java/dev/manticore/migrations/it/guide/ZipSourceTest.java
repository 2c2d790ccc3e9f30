package dev.manticore.migrations.it.guide;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.testkit.FileSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the guide's source keeps the contract of file sources. */
class ZipSourceTest implements FileSourceContract {
    @TempDir
    Path directory;

    @Override
    public MigrationSource source(Map<String, byte[]> files) throws IOException {
        Path file = Files.createTempFile(directory, "migrations", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return new ZipSource(file);
    }

    @Override
    public MigrationSource missing() {
        return new ZipSource(directory.resolve("no-such-place.zip"));
    }
}
