package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.Proof;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows how much memory a script of 60 MB needs, and what is said where it is not enough. */
class LargeScriptTest extends DatabaseTest {
    private static final int ROWS = 300_000;
    private static final String TEXT = "x".repeat(170);

    private Path script;

    @BeforeEach
    void createDirectory() throws IOException {
        script = Files.createDirectories(directory.resolve("db")).resolve("V1__rows.sql");
    }

    private Child run(String heap, String command) throws IOException {
        return Child.start(
                directory,
                Map.of("MANTICORE_URL", database.uri(), "JAVA_TOOL_OPTIONS", "-Xmx" + heap),
                command,
                "--source",
                "db");
    }

    private void inserts() throws IOException {
        try (Writer out = Files.newBufferedWriter(script)) {
            out.write("CREATE TABLE a (i int, t text);\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("INSERT INTO a VALUES (" + row + ", '" + TEXT + "');\n");
            }
        }
    }

    private void copy() throws IOException {
        try (Writer out = Files.newBufferedWriter(script)) {
            out.write("CREATE TABLE a (i int, t text);\nCOPY a FROM stdin;\n");
            for (int row = 0; row < ROWS; row++) {
                out.write(row + "\t" + TEXT + "\n");
            }
            out.write("\\.\n");
        }
    }

    private void assertMigratedWithin(String heap) throws Exception {
        Child migrate = run(heap, "migrate");
        assertThat(migrate.exitCode()).as(migrate.text()).isZero();
        Child status = run(heap, "status");
        assertThat(status.exitCode()).as(status.text()).isZero();
        assertThat(status.text()).contains("Nothing is pending.");
    }

    /** What a script is made of. */
    enum Content {
        STATEMENTS,
        ROWS
    }

    static Stream<Content> contents() {
        return Proof.cases(List.of(Content.STATEMENTS, Content.ROWS));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void goesThroughAHeapOf256Mb(Content content) throws Exception {
        switch (content) {
            case STATEMENTS -> inserts();
            case ROWS -> copy();
        }
        assertMigratedWithin("256m");
    }

    static Stream<String> heaps() {
        return Proof.cases(List.of("110m", "40m", "180m"));
    }

    /** Too small for the file's bytes, for its text, and for the message. */
    @ParameterizedTest
    @MethodSource("heaps")
    void thatDoesNotFitIsNamed(String heap) throws Exception {
        inserts();

        Child migrate = run(heap, "migrate");

        assertThat(migrate.exitCode()).as(migrate.text()).isIn(1, 3);
        assertThat(migrate.text())
                .contains("error: ", "V1__rows.sql", "does not fit into the Java heap", "what to do: ", "-Xmx")
                .doesNotContain("\tat ");
    }
}
