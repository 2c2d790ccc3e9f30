package dev.manticore.migrations.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path of a separate JVM: its class loader does not expose its jars. */
class JvmClassPathTest {
    @TempDir
    Path temp;

    @Test
    void readsJarsOfEveryKindAndDirectories() throws Exception {
        Path bare = new TestJar().file("db/migration/V1__bare.sql").write(temp.resolve("a b+%20#é/1.jar"));
        Path manifest = new TestJar()
                .withManifest()
                .file("db/migration/V2__manifest.sql")
                .write(temp.resolve("2.jar"));
        Path directories = new TestJar()
                .withDirectories()
                .file("db/migration/V3__directories.sql")
                .write(temp.resolve("3.jar"));
        Path exploded = temp.resolve("classes");
        Files.createDirectories(exploded.resolve("db/migration"));
        Files.writeString(exploded.resolve("db/migration/V4__exploded.sql"), "exploded");
        String classPath = ChildJvm.path(
                ChildJvm.modules(),
                ChildJvm.testClasses(),
                bare,
                manifest,
                directories,
                exploded,
                exploded,
                bare,
                temp.resolve("missing.jar"));

        List<String> printed = ChildJvm.java("-cp", classPath, PrintScripts.class.getName(), "db/migration");

        assertThat(printed)
                .containsExactlyInAnyOrder(
                        exploded.resolve("db/migration/V4__exploded.sql") + " | V4__exploded.sql | exploded",
                        "jar:file:" + temp
                                + "/a%20b+%2520%23%C3%A9/1.jar!/db/migration/V1__bare.sql | V1__bare.sql | db/migration/V1__bare.sql",
                        "jar:file:" + manifest
                                + "!/db/migration/V2__manifest.sql | V2__manifest.sql | db/migration/V2__manifest.sql",
                        "jar:file:" + directories
                                + "!/db/migration/V3__directories.sql | V3__directories.sql | db/migration/V3__directories.sql");
    }

    @Test
    void readsTheJarsThatAManifestNames() throws Exception {
        new TestJar().withManifest().file("db/migration/V1__one.sql").write(temp.resolve("lib/1.jar"));
        Path classes = new TestJar()
                .all(ChildJvm.testClasses(), "")
                .all(ChildJvm.modules().get(0), "")
                .all(ChildJvm.modules().get(1), "")
                .all(ChildJvm.modules().get(2), "")
                .withManifest()
                .write(temp.resolve("lib/classes.jar"));
        Path pathing = new TestJar()
                .attribute("Class-Path", "lib/1.jar lib/" + classes.getFileName())
                .attribute("Main-Class", PrintScripts.class.getName())
                .write(temp.resolve("app.jar"));

        assertThat(ChildJvm.java("-jar", pathing.toString(), "db/migration"))
                .singleElement()
                .asString()
                .endsWith("1.jar!/db/migration/V1__one.sql | V1__one.sql | db/migration/V1__one.sql");
    }

    @Test
    void aMissingLocationIsSaid() throws Exception {
        String classPath = ChildJvm.path(ChildJvm.modules(), ChildJvm.testClasses());

        assertThat(ChildJvm.java("-cp", classPath, PrintScripts.class.getName(), "db/migration"))
                .first()
                .asString()
                .startsWith("No directory db/migration is on the class path; searched ");
    }
}
