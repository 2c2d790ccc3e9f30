package dev.manticore.migrations.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.distribution.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Shows where the archive of classes is made, that it is used, and that nothing is said where it does not fit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassArchiveTest {
    private static final String SHARED = "dev.manticore.migrations.cli.Main source: shared objects file";

    private Path directory;
    private Installation installation;
    private List<String> installed;
    private Path archive;

    @BeforeAll
    void make(@TempDir Path shared) throws Exception {
        directory = shared;
        installation = Installation.unpack(directory);
        installed = Installation.contents(installation.home());
        // Not on a terminal, nothing is made unless it is asked for.
        assertThat(installation.manticore(directory, Map.of(), "--version").exitCode())
                .isZero();
        assertThat(installation.cache()).doesNotExist();

        Result run = installation.manticore(directory, Map.of("MANTICORE_CLASS_ARCHIVE", "create"), "--version");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("manticore ").hasLineCount(1);
        archive = archives(installation).get(0);
    }

    private static List<Path> archives(Installation of) throws IOException {
        try (Stream<Path> files = Files.list(of.cache().resolve("manticore"))) {
            return files.toList();
        }
    }

    @Test
    void isMadeInTheCacheOnceAndUsed() throws Exception {
        assertThat(archives(installation)).hasSize(1);
        assertThat(Installation.contents(installation.home())).isEqualTo(installed);
        Path log = directory.resolve("classes.log");

        Result run = installation.manticore(directory, logging(log), "--version");

        assertThat(run.out()).startsWith("manticore ");
        assertThat(log).content().contains(SHARED, "picocli.CommandLine$ITypeConverter source: shared objects file");
        assertThat(archives(installation)).hasSize(1);
    }

    @Test
    void holdsWhatTheUsualCommandsNeed() {
        assertThat(installation.home().resolve("lib/classes.list"))
                .content()
                .contains(
                        "dev/manticore/migrations/settings/text/StatusTable",
                        "dev/manticore/migrations/cli/output/JsonOutput",
                        "dev/manticore/migrations/cli/Signals",
                        "dev/manticore/migrations/cli/output/FleetDocuments",
                        "org/postgresql/jdbc/PgConnection");
    }

    @Test
    void isNotMadeWhereJavaCannotUseIt(@TempDir Path other) throws Exception {
        Installation blanks = Installation.unpack(other, "with blanks");

        assertThat(blanks.manticore(other, Map.of("MANTICORE_CLASS_ARCHIVE", "create"), "--version")
                        .exitCode())
                .isZero();
        assertThat(blanks.cache()).doesNotExist();
    }

    @Test
    void saysNothingWhereItDoesNotFit() throws Exception {
        Path truncated = directory.resolve("truncated.jsa");
        byte[] content = Files.readAllBytes(archive);
        Files.write(truncated, Arrays.copyOf(content, content.length / 2));
        Path noArchive = Files.writeString(directory.resolve("no-archive.jsa"), "These are no classes.");
        Path ofOtherJars = directory.resolve("other.jsa");
        Files.write(ofOtherJars, content);

        Installation other = Installation.unpack(Files.createDirectories(directory.resolve("other")));

        quiet(installation, truncated);
        quiet(installation, noArchive);
        quiet(other, ofOtherJars);
    }

    /** Later Java runtimes than 17 warn of it on standard output, unless they are told not to. */
    @Test
    void saysNothingWhereAJarHasChanged() throws Exception {
        Installation changed = Installation.unpack(Files.createDirectories(directory.resolve("changed")));
        changed.manticore(directory, Map.of("MANTICORE_CLASS_ARCHIVE", "create"), "--version");
        Path before = archives(changed).get(0);
        Path jar = changed.home().resolve("lib/picocli-" + CommandLine.VERSION + ".jar");
        Instant time = Files.getLastModifiedTime(jar).toInstant();
        Files.setLastModifiedTime(jar, FileTime.from(time.plusSeconds(60)));

        quiet(changed, before);
    }

    private void quiet(Installation used, Path wrong) throws IOException, InterruptedException {
        Path log = directory.resolve(wrong.getFileName() + ".log");
        Map<String, String> variables = new HashMap<>(logging(log));
        variables.put("MANTICORE_CLASS_ARCHIVE", wrong.toString());

        Result run = used.manticore(directory, variables, "status", "--json");

        // Without a database, it fails: with one document.
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("{\n  \"command\" : \"status\",\n").endsWith("}\n");
        assertThat(log).content().doesNotContain(SHARED);
    }

    private static Map<String, String> logging(Path log) {
        return Map.of("MANTICORE_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    }
}
