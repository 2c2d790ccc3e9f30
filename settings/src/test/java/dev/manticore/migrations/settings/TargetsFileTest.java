package dev.manticore.migrations.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.Password;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what a file of targets says, and how mistakes in it are reported. */
class TargetsFileTest {

    @TempDir
    private Path directory;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void listsTargetsInTheOrderOfTheFile() throws IOException {
        variables.put("MANTICORE_URL", "postgresql://deploy@main/shared");
        List<ListedTarget> targets = targets("""
                [globex]
                url = "postgresql://db2:5433/globex"
                user = "owner"

                ["a.c.m.e"]
                schema = "acme"
                """).targets();

        assertThat(targets).extracting(ListedTarget::name).containsExactly("globex", "a.c.m.e");
        assertThat(targets).extracting(ListedTarget::schema).containsExactly(null, "acme");
        assertThat(targets).extracting(ListedTarget::place).containsExactly("fleet.toml:1", "fleet.toml:5");
        assertThat(targets)
                .extracting(
                        target -> server(target).user() + " " + server(target).url())
                .containsExactly("owner postgresql://db2:5433/globex", "deploy postgresql://deploy@main/shared");
    }

    @Test
    void theFileGoesBeforeOtherPlacesForUserPasswordAndSchema() throws IOException {
        variables.putAll(Map.of(
                "MANTICORE_USER", "of-all",
                "MANTICORE_PASSWORD", "secret-of-all",
                "MANTICORE_SCHEMA", "schema_of_all"));
        List<ListedTarget> targets = targets("""
                [a]
                url = "postgresql://in-url:secret-in-url@db/a"
                [b]
                url = "postgresql://db/b"
                user = "own"
                password = "own-secret"
                schema = "own"
                [c]
                url = "postgresql://db/c"
                """).targets();

        assertThat(targets)
                .extracting(target -> server(target).user(), TargetsFileTest::secret, ListedTarget::schema)
                .containsExactly(
                        tuple("in-url", "secret-in-url", "schema_of_all"),
                        tuple("own", "own-secret", "own"),
                        tuple("of-all", "secret-of-all", "schema_of_all"));
        assertThat(targets.toString()).doesNotContain("secret-in-url", "own-secret", "secret-of-all");
    }

    private static String secret(ListedTarget target) {
        Password password = server(target).password();
        return password == null ? null : password.secret();
    }

    private static DatabaseChoice.Server server(ListedTarget target) {
        return (DatabaseChoice.Server) target.database();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void warnsOfAFileWithAPasswordThatEveryUserCanRead() throws IOException {
        assertThat(targets("[a]\nurl = \"postgresql://db/a\"\npassword = \"x\"\n")
                        .warnings())
                .singleElement()
                .asString()
                .contains("every user of this machine can read ", "fleet.toml, which contains a password");
        assertThat(targets("[a]\nurl = \"postgresql://db/a\"\n").warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a                        | fleet.toml:1:3: | Correct the TOML.",
                "[a];url = 'x';[a]         | fleet.toml:3:1: a previously defined at line 1 | Correct the TOML.",
                "url = 'postgresql://db/a' | fleet.toml:1: 'url' is not in the table of a target. | Begin each target with its"
                        + " name in brackets, e.g. [acme].",
                "[a];schema = 7            | fleet.toml:2: schema of a is not a text. | Put the value between quotes.",
                "[a];schema = ' '          | fleet.toml:2: schema of a is empty. | Set a value, or remove the line.",
                "[a];shcema = 'x'          | fleet.toml:2: unknown key 'shcema' of a. | Did you mean schema? The keys of a target"
                        + " are url, user, password and schema.",
                "[a.b];schema = 'x'        | fleet.toml:1: unknown key 'b' of a. | A name with a dot needs quotes:",
                "[a]                       | fleet.toml:1: a has neither url nor schema. | Say with one of them",
                "[a];schema = 'x';user='u' | fleet.toml:1: a has a user or password, but no url. | Add its url.",
                "[a];schema = 'x'          | fleet.toml:1: a has no url. | Add it, or name the database for all targets without"
                        + " one with --url.",
                "[a];url = 'mysql://x/y'   | fleet.toml:2: the URL must begin with postgresql:// | Use postgresql://",
                "# nothing                 | fleet.toml lists no target. | Write a table for each target",
            })
    void aMistakeIsReportedWithItsLine(String text, String message, String remedy) {
        assertThatThrownBy(() -> targets(text.replace(';', '\n')))
                .isInstanceOfSatisfying(ToolException.class, refused -> {
                    assertThat(refused).hasMessageContaining(message);
                    assertThat(refused.remedy()).contains(remedy);
                });
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertThatThrownBy(() -> targets("[a]\nuser = 1\n[b]\nschem = 'x'\nurl = 'postgresql://db/b'\n"))
                .hasMessageContainingAll(
                        "2 settings are wrong:", "fleet.toml:2: user of a", "fleet.toml:4: unknown key 'schem' of b");
    }

    @Test
    void noSecretOfAWrongUrlIsQuoted() {
        assertThatThrownBy(() -> targets("[a]\nurl = 'postgresql://u:s3cret@db:port/a'\n"))
                .hasMessage(
                        "fleet.toml:2: the port is not a number; percent-encode special characters in user, password and"
                                + " database, e.g. %40 for @.");
    }

    @Test
    void noSecretInInvalidTomlIsQuoted() {
        assertThatThrownBy(() -> targets("[a]\nurl = 'postgresql://db/a'\npassword = \"pa\"ss-w0rd\"\n"))
                .hasMessageContaining("fleet.toml:3:")
                .hasMessageContaining("This is not valid TOML.")
                .hasMessageNotContaining("ss-w0rd");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> resolver().targets(new Layer(), resolver().resolve(new Layer()), "other.toml"))
                .hasMessage("The file of targets other.toml does not exist, or is not a regular file.");
    }

    private ListedTargets targets(String text) throws IOException {
        Path file = directory.resolve("fleet.toml");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Layer commandLine = new Layer();
        return resolver().targets(commandLine, resolver().resolve(commandLine), "fleet.toml");
    }

    private SettingsResolver resolver() {
        return new SettingsResolver(new ProcessEnvironment(variables, directory), new OptionWording());
    }
}
