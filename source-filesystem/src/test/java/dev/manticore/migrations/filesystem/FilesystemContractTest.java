package dev.manticore.migrations.filesystem;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.WritableMigrationSource;
import dev.manticore.migrations.testkit.FileSourceContract;
import dev.manticore.migrations.testkit.WritableSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the source fulfils the contracts of file sources and of writable sources. */
class FilesystemContractTest implements FileSourceContract, WritableSourceContract {
    @TempDir
    Path directory;

    @Override
    public MigrationSource source(Map<String, byte[]> files) throws IOException {
        Path place = Files.createTempDirectory(directory, "place");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return FilesystemSource.of(place);
    }

    @Override
    public MigrationSource missing() {
        return FilesystemSource.of(directory.resolve("no-such-place"));
    }

    @Override
    public WritableMigrationSource writable() {
        return FilesystemSource.of(directory.resolve("db").resolve("new place"));
    }
}
