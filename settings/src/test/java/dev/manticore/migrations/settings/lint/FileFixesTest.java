package dev.manticore.migrations.settings.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.lint.Finding;
import dev.manticore.migrations.inspection.lint.Fix;
import dev.manticore.migrations.inspection.lint.Fix.Insertion;
import dev.manticore.migrations.inspection.lint.Level;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how findings change files, what of a file stays as it is, and which files are left alone. */
class FileFixesTest {
    private static final String FILE = "db/V1__a.sql";

    @TempDir
    Path directory;

    private Path write(String text, Charset charset) throws IOException {
        Files.createDirectories(directory.resolve("db"));
        return Files.write(directory.resolve(FILE), text.getBytes(charset));
    }

    private FileFixes fixes() {
        return fixes(true);
    }

    private FileFixes fixes(boolean mayChange) {
        return new FileFixes(new ProcessEnvironment(Map.of(), directory), null, file -> mayChange, Example.WORDING);
    }

    private static Finding finding(int line, String text, List<Insertion> insertions, String... headers) {
        return new Finding(
                "rule",
                Level.ERROR,
                Version.of(1),
                new SourceLocation(FILE, line, 1, text),
                text,
                "message",
                "advice",
                List.of(),
                List.of(),
                Optional.of(new Fix(insertions, List.of(headers))));
    }

    private static Finding concurrently(int line, String text) {
        return finding(
                line,
                text,
                List.of(new Insertion(line, text.indexOf("INDEX") + 6, " CONCURRENTLY")),
                "lock_timeout=5s");
    }

    @Test
    void changesOfSeveralFindingsMeetInOneFile() throws IOException {
        Path file = write("-- ä\nCREATE INDEX a ON t (a);\nCREATE INDEX b ON t (b); -- b", StandardCharsets.UTF_8);

        FileFixes.Outcome outcome = fixes().apply(List.of(
                concurrently(2, "CREATE INDEX a ON t (a);"), concurrently(3, "CREATE INDEX b ON t (b); -- b")));

        assertThat(outcome).isEqualTo(new FileFixes.Outcome(List.of(FILE), List.of()));
        assertThat(file).hasContent("""
                -- manticore: lock_timeout=5s
                -- ä
                CREATE INDEX CONCURRENTLY a ON t (a);
                CREATE INDEX CONCURRENTLY b ON t (b); -- b""");
        try (Stream<Path> files = Files.list(directory.resolve("db"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void textAroundAStatementAndAcrossLinesIsInserted() throws IOException {
        String statement = "ALTER TABLE t ADD CHECK (a > 0)";
        Path file = write(statement + "\n;\n", StandardCharsets.UTF_8);

        fixes().apply(List.of(finding(
                1,
                statement,
                List.of(
                        new Insertion(1, 1, "BEGIN;\n"),
                        new Insertion(
                                1,
                                statement.length() + 1,
                                " NOT VALID;\nCOMMIT;\nBEGIN;\nALTER TABLE t VALIDATE CONSTRAINT c;\nCOMMIT")),
                "lock_timeout=5s")));

        assertThat(file).hasContent("""
                -- manticore: lock_timeout=5s
                BEGIN;
                ALTER TABLE t ADD CHECK (a > 0) NOT VALID;
                COMMIT;
                BEGIN;
                ALTER TABLE t VALIDATE CONSTRAINT c;
                COMMIT
                ;
                """);
    }

    @Test
    void aStatementIsChangedByOneFindingOnly() throws IOException {
        Path file = write("CREATE INDEX a ON t (a);\n", StandardCharsets.UTF_8);
        Finding finding = concurrently(1, "CREATE INDEX a ON t (a);");

        fixes().apply(List.of(finding, finding));

        assertThat(file).hasContent("-- manticore: lock_timeout=5s\nCREATE INDEX CONCURRENTLY a ON t (a);\n");
    }

    @ParameterizedTest
    @CsvSource({
        // line end, encoding, what is before the text
        "'\r\n', UTF-8,      ''",
        "'\r',   UTF-8,      ''",
        "'\n',   UTF-8,      '\uFEFF'",
        "'\r\n', UTF-8,      '\uFEFF'",
        "'\r\n', UTF-16LE,   '\uFEFF'",
        "'\n',   ISO-8859-1, ''",
        "'\n',   UTF-16,     ''",
        "'\r\n', Shift_JIS,  ''"
    })
    void lineEndsAndEncodingStay(String lineEnd, String encoding, String before) throws IOException {
        Charset charset = Charset.forName(encoding);
        String letter = encoding.equals("Shift_JIS") ? "\u65e5" : "\u00e9";
        String index = "/* " + letter + " */ CREATE INDEX a ON t (a);";
        Path file = write(before + "-- x" + lineEnd + index + lineEnd + lineEnd, charset);
        Files.writeString(directory.resolve(FILE + ".conf"), "# x\nencoding=" + encoding + "\n");

        assertThat(fixes().apply(List.of(concurrently(2, index))).refused()).isEmpty();

        assertThat(new String(Files.readAllBytes(file), charset))
                .isEqualTo(before
                        + String.join(
                                lineEnd,
                                "-- manticore: lock_timeout=5s",
                                "-- x",
                                index.replace("INDEX", "INDEX CONCURRENTLY"),
                                "",
                                ""));
    }

    @Test
    void charactersOutsideOfTheBasicPlaneCountOnce() throws IOException {
        String index = "/* \ud83d\ude00 */ CREATE INDEX a ON t (a);";
        Path file = write(index, StandardCharsets.UTF_8);

        fixes().apply(List.of(finding(1, index, List.of(new Insertion(1, 21, " CONCURRENTLY")))));

        assertThat(file).hasContent("/* \ud83d\ude00 */ CREATE INDEX CONCURRENTLY a ON t (a);");
    }

    @Test
    void permissionsStayAndALinkStaysOne() throws IOException {
        Path file = write("CREATE INDEX a ON t (a);", StandardCharsets.UTF_8);
        Path elsewhere = Files.move(file, directory.resolve("elsewhere.sql"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, elsewhere);

        fixes().apply(List.of(concurrently(1, "CREATE INDEX a ON t (a);")));

        assertThat(file).isSymbolicLink().hasContent(Files.readString(elsewhere));
        assertThat(elsewhere).content().contains("CONCURRENTLY");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void anAppliedFileIsLeftAlone() throws IOException {
        Path file = write("CREATE INDEX a ON t (a);", StandardCharsets.UTF_8);

        FileFixes.Outcome outcome = fixes(false).apply(List.of(concurrently(1, "CREATE INDEX a ON t (a);")));

        assertThat(outcome.fixed()).isEmpty();
        assertThat(outcome.refused())
                .singleElement()
                .asString()
                .startsWith(FILE + " was not changed: it may be applied")
                .contains("--fix-applied changes it nevertheless.");
        assertThat(file).hasContent("CREATE INDEX a ON t (a);");
    }

    @ParameterizedTest
    @CsvSource({"'CREATE INDEX b ON t (a);', UTF-8", "'-- \u00e9\nCREATE INDEX a ON t (a);', ISO-8859-1"})
    void aFileThatIsNotWhatWasReadIsLeftAlone(String text, String encoding) throws IOException {
        Path file = write(text, Charset.forName(encoding));
        byte[] before = Files.readAllBytes(file);

        assertThat(fixes().apply(List.of(concurrently(1, "CREATE INDEX a ON t (a);")))
                        .refused())
                .singleElement()
                .asString()
                .containsAnyOf("it has changed since it was read", "it is not in UTF-8");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void whatIsNoFileIsLeftAlone() {
        assertThat(fixes().apply(List.of(concurrently(1, "CREATE INDEX a ON t (a);")))
                        .refused())
                .containsExactly(FILE + " was not changed: it is not a file of its own.");
    }

    @Test
    void aFileThatCannotBeWrittenStaysAsItIs() throws IOException {
        Path file = write("CREATE INDEX a ON t (a);", StandardCharsets.UTF_8);
        Path inTheWay = Files.writeString(directory.resolve(FILE + ".tmp"), "of somebody else");

        assertThatThrownBy(() -> fixes().apply(List.of(concurrently(1, "CREATE INDEX a ON t (a);"))))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith(FILE + " could not be changed: ");
        assertThat(file).hasContent("CREATE INDEX a ON t (a);");
        assertThat(inTheWay).hasContent("of somebody else");
    }
}
