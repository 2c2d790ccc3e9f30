package dev.manticore.migrations.it.broken;

import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.WritableMigrationSource;
import dev.manticore.migrations.testkit.FileSourceContract;
import dev.manticore.migrations.testkit.WritableSourceContract;
import dev.manticore.migrations.testkit.broken.BrokenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The filesystem source, and a fault. */
@ExtendWith(ChosenFault.Resolver.class)
class SourceSubject implements FileSourceContract, WritableSourceContract {
    private final ChosenFault choice;

    @TempDir
    Path directory;

    SourceSubject(ChosenFault choice) {
        this.choice = choice;
    }

    @Override
    public MigrationSource source(Map<String, byte[]> files) throws IOException {
        Path place = Files.createTempDirectory(directory, "place");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return of(place);
    }

    @Override
    public MigrationSource missing() {
        return of(directory.resolve("no-such-place"));
    }

    @Override
    public WritableMigrationSource writable() {
        return of(directory.resolve("new"));
    }

    private WritableMigrationSource of(Path place) {
        WritableMigrationSource healthy = FilesystemSource.of(place);
        return choice.among(BrokenSource.class)
                .map(broken -> broken.over(healthy))
                .orElse(healthy);
    }
}
