package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.cli.CliRun.Result;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Connections go through the Unix-domain socket of a directory, as with psql. */
@DisabledOnOs(OS.WINDOWS)
class UnixSocketTest extends DatabaseTest {
    private String sockets = "";

    @BeforeEach
    void find() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW unix_socket_directories")) {
            row.next();
            sockets = row.getString(1);
        }
    }

    /** The address of a client of a Unix-domain socket is null. */
    @Test
    void aDirectoryIsAHost() {
        CliRun cli = CliRun.in(directory)
                .with("MANTICORE_SOURCE", "db")
                .script("V1__local.sql", "CREATE TABLE t AS SELECT 1 / (inet_client_addr() IS NULL)::int AS local;");
        String url = "postgresql:///" + database.name() + "?user=postgres&sslmode=require&host=" + sockets + "&port="
                + database.port();

        Result migrated = cli.run("migrate", "--url", url);
        Result found = cli.with("PGHOST", sockets)
                .with("PGPORT", Integer.toString(database.port()))
                .run("status", "--url", "jdbc:postgresql:" + database.name(), "--user", "postgres");

        assertThat(migrated.out()).as(migrated.err()).contains("applied V1");
        assertThat(found.out()).as(found.err()).contains("| applied");
    }

    @Test
    void withoutAHostALocalServersSocketIsUsed() {
        Result result = CliRun.in(directory)
                .with("MANTICORE_SOURCE", "db")
                .with("PGPORT", Integer.toString(database.port()))
                .script("V1__local.sql", "CREATE TABLE t AS SELECT 1 / (inet_client_addr() IS NULL)::int AS local;")
                .run("migrate", "--url", "postgresql://postgres@/" + database.name());

        assertThat(sockets).isEqualTo("/tmp");
        assertThat(result.out()).as(result.err()).contains("applied V1");
    }

    @Test
    void aMissingSocketIsNamed() {
        Result result = CliRun.in(directory)
                .tables(1)
                .run("status", "--source=db", "--url", "postgresql:///d?user=me&port=7&host=" + directory);

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains(directory + "/.s.PGSQL.7: No such file or directory");
    }
}
