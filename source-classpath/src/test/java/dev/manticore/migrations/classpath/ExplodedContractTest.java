package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A directory on the class path, like the output of a build tool. */
class ExplodedContractTest extends ClasspathContract {

    @Override
    Path place(Path root, Map<String, byte[]> files) throws IOException {
        Path place = Files.createDirectories(root.resolve(LOCATION));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return root;
    }
}
