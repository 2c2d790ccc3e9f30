package dev.manticore.migrations.classpath;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A jar on the class path. */
class JarContractTest extends ClasspathContract {

    @Override
    Path place(Path root, Map<String, byte[]> files) throws IOException {
        TestJar jar = new TestJar().withDirectories().file(LOCATION + "/readme.md");
        files.forEach((path, content) -> jar.file(LOCATION + "/" + path, content));
        return jar.write(root.resolve("shop migrations.jar"));
    }
}
