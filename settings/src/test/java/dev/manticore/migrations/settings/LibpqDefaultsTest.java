package dev.manticore.migrations.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.Password;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services and libpq's environment variables mean what they mean for psql, or are refused by name. */
class LibpqDefaultsTest {

    @TempDir
    private Path directory;

    private final Map<String, String> variables = new HashMap<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql:///d             | a,b     | 7    | a:7,b:7",
                "postgresql:///d             | a,b     | 7,8  | a:7,b:8",
                "postgresql:///d             | a,b     | ,8   | a:5432,b:8",
                "postgresql://:9/d           | a,b     | 7,8  | a:9,b:9",
                "postgresql://x/d            | a,b     | 7    | x:7",
                "postgresql://x,y/d          | a       | 7    | x:5432,y:5432",
                "postgresql://x:1,y/d        | a       | 7    | x:1,y:5432",
                "postgresql:///d?host=x,y    | a       | 7    | x:7,y:7",
                "postgresql:///d?port=6      | a,b     | 7    | a:6,b:6",
                "postgresql:///d             | /run/pg | 7    | %2Frun%2Fpg:7",
                "jdbc:postgresql:d           | /run/pg | 7    | %2Frun%2Fpg:7",
                "jdbc:postgresql://x/d       | a       | 7    | x:7",
            })
    void hostsAndPortsAreThoseOfPsql(String url, String hosts, String ports, String expected) {
        variables.putAll(Map.of("PGHOST", hosts, "PGPORT", ports));

        assertThat(server(url).url()).hasToString("postgresql://" + expected + "/d");
    }

    @Test
    void aListOfPortsHasToFitTheHosts() {
        variables.putAll(Map.of("PGHOST", "a,b", "PGPORT", "1,2,3"));
        assertThatThrownBy(() -> server("postgresql:///d")).hasMessageContaining("PGPORT: there are 3 ports");

        variables.put("PGPORT", "first");
        assertThatThrownBy(() -> server("postgresql:///d")).hasMessage("PGPORT: the port is not a number.");
    }

    @Test
    void aServiceFillsGapsAndGoesBeforeTheEnvironment() throws IOException {
        services("""
                # a comment
                [other]
                host=elsewhere

                [shop]
                host=a,b
                port=7
                dbname=shop
                user=me
                password=from the service
                sslmode=require
                options=-c search_path=x
                host=ignored

                [after]
                host=elsewhere
                """);
        variables.putAll(
                Map.of("PGHOST", "h", "PGDATABASE", "d", "PGUSER", "u", "PGPASSWORD", "p", "PGSSLMODE", "allow"));
        variables.put("PGAPPNAME", "app");

        DatabaseChoice.Server server = server("postgresql:///?service=shop");

        assertThat(server.url()).hasToString("postgresql://a:7,b:7/shop");
        assertThat(server.user()).isEqualTo("me");
        assertThat(server.password()).isEqualTo(new Password("from the service"));
        assertThat(server.parameters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("sslmode", "require", "options", "-c search_path=x", "ApplicationName", "app"));
        variables.put("PGSERVICE", "shop");
        assertThat(server("postgresql://you@x/y").url()).hasToString("postgresql://you@x:7/y");
        assertThat(server("jdbc:postgresql:///?service=other").url()).hasToString("postgresql://elsewhere/d");
    }

    @Test
    void aServiceOfTheUserGoesBeforeOneOfTheSystem() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc/pg_service.conf"), "[one]\nhost=system\n[two]\nhost=system\n");
        Files.writeString(directory.resolve(".pg_service.conf"), "[one]\nhost=user\n");
        variables.putAll(Map.of("HOME", directory.toString(), "PGSYSCONFDIR", "etc"));

        assertThat(server("postgresql:///d?service=one").url()).hasToString("postgresql://user/d");
        assertThat(server("postgresql:///d?service=two").url()).hasToString("postgresql://system/d");
    }

    @Test
    void aServiceThatCannotBeUsedIsNamed() throws IOException {
        services("[shop]\nhost=a\nkeepalives_idle=5\nwrong\n[name]\nhostaddr=10.0.0.1\n");
        variables.put("PGSERVICE", "stop");
        assertThatThrownBy(() -> server("postgresql:///d"))
                .hasMessage("The service 'stop' is not defined in " + directory.resolve("services") + ".");

        variables.put("PGSERVICE", "shop");
        assertThatThrownBy(() -> server("postgresql:///d"))
                .hasMessageContaining("services:4: the line is not supported");

        variables.put("PGSERVICE", "name");
        assertThatThrownBy(() -> server("postgresql:///d")).hasMessageContaining("services:6: hostaddr");
    }

    @Test
    void variablesAreHonouredWhereTheUrlDoesNotSayOtherwise() {
        variables.putAll(Map.of(
                "PGOPTIONS", "-c search_path=x",
                "PGTARGETSESSIONATTRS", "read-write",
                "PGCONNECT_TIMEOUT", "3",
                "PGSSLROOTCERT", "ca.pem",
                "PGCLIENTENCODING", "UTF8"));

        assertThat(server("postgresql://h/d?connect_timeout=5").parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "options", "-c search_path=x",
                        "targetServerType", "primary",
                        "connectTimeout", "5",
                        "sslrootcert", "ca.pem"));
        assertThat(server("jdbc:postgresql://h/d?targetServerType=any").parameters())
                .containsEntry("targetServerType", "any");
    }

    @ParameterizedTest
    @CsvSource({
        "PGHOSTADDR,               10.0.0.1",
        "PGREQUIREPEER,            postgres",
        "PGSSLCRL,                 crl.pem",
        "PGTARGETSESSIONATTRS,     writable",
        "PGCLIENTENCODING,         LATIN1",
        "PGDATESTYLE,              German",
        "PGTZ,                     Asia/Tokyo"
    })
    void aVariableThatTheDriverCannotHonourIsRefusedByName(String variable, String value) {
        variables.put(variable, value);

        assertThatThrownBy(() -> server("postgresql://h/d"))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith(variable + ": ");
    }

    private void services(String text) throws IOException {
        Files.writeString(directory.resolve("services"), text);
        variables.put("PGSERVICEFILE", "services");
    }

    private DatabaseChoice.Server server(String url) {
        ProcessEnvironment environment = new ProcessEnvironment(variables, directory);
        return (DatabaseChoice.Server) new SettingsResolver(environment, new OptionWording())
                .resolve(new Layer().option(Setting.URL, url))
                .database();
    }
}
