package dev.manticore.migrations.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what {@code convert} does with other encodings, names that are not ASCII, and a target that has files already. */
class ConvertFilesTest {
    @TempDir
    private Path directory;

    private CliRun cli;

    @BeforeEach
    void useTheDirectory() {
        cli = CliRun.in(directory);
    }

    private Result convert(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "convert";
        arguments[1] = "old";
        arguments[2] = "--from=golang-migrate";
        arguments[3] = "--to=db";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return cli.run(arguments);
    }

    private void latin(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve("old"));
        Files.write(directory.resolve("old").resolve(name), text.getBytes(ISO_8859_1));
    }

    @Test
    void filesOfAnotherEncodingKeepIt() throws IOException {
        latin("1_a.up.sql", "SELECT 'é';\n");

        Result refused = convert();
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("--encoding");
        assertThat(convert("--encoding=ISO-8859-1").exitCode()).isZero();

        assertThat(Files.readAllBytes(directory.resolve("db/V1__a.sql")))
                .isEqualTo("SELECT 'é';\n".getBytes(ISO_8859_1));
    }

    @Test
    void aNameThatIsNotAsciiIsWrittenInTheEncodingOfTheFile() throws IOException {
        cli.file("old/1_étage.up.sql", "\n");

        assertThat(convert().exitCode()).isZero();

        assertThat(Files.readString(directory.resolve("db/V1__étage.sql")))
                .isEqualTo("-- 1_étage.up.sql has no statements.\n");
    }

    @Test
    void aLineIsQuotedAsItIsInTheFile() {
        cli.file("old/1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose é\n");

        Result result = cli.run("convert", "old", "--from=goose", "--to=db");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("-- +goose é");
    }

    @Test
    void aFileThatExistsHidesNoOtherProblem() {
        cli.file("old/1_a.up.sql", "SELECT 1;");
        cli.file("old/2_b.up.sql", "SELECT 2;");
        cli.file("db/V1__a.sql", "SELECT 'mine';");
        cli.file("db/V2__other.sql", "SELECT 'mine';");

        Result result = convert();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("V1__a.sql already exists.").contains("V2__other.sql");
    }

    @Test
    void aLinkToTheSameDirectoryIsTheSame() throws IOException {
        cli.file("old/1_a.up.sql", "SELECT 1;");
        Files.createSymbolicLink(directory.resolve("db"), directory.resolve("old"));

        assertThat(convert().err()).contains("--to is the directory that is converted.");
    }
}
