package dev.manticore.migrations.inspection.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.DatabaseUnreachableException;
import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.OutcomeUnknownException;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.inspection.Inspection;
import dev.manticore.migrations.inspection.lint.LintOptions;
import dev.manticore.migrations.inspection.scratch.DatabaseServer;
import dev.manticore.migrations.inspection.scratch.ScratchException;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A scratch server of the user's own that is lost while it is used, or that has no connection left: the failure says so, and the next
 * run drops what this one had to leave.
 */
class UnavailableServerTest {
    private static final int CONNECTIONS = 6;

    @TempDir
    private Path directory;

    private final TestDatabase live = PostgresServer.shared().newDatabase();
    private final Deque<Connection> occupied = new ArrayDeque<>();

    private enum Work {
        VERIFY,
        LINT,
        DRIFT;

        void carryOut(Inspection inspection, TestDatabase live) {
            switch (this) {
                case VERIFY -> inspection.verify();
                case LINT -> inspection.lint(LintOptions.all());
                case DRIFT -> inspection.drift(JdbcTxRunner.over(live.dataSource()));
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        free();
        live.close();
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsLostMeanwhileIsAFailureThatSaysSo(Work work) throws SQLException {
        project().migrator(JdbcTxRunner.over(live.dataSource())).migrate();
        try (EmbeddedServer lost = start();
                ScratchServer server = scratch(lost)) {
            int port = lost.port();
            Runnable stop = lost::close;
            Inspection inspection = project()
                    .settings(builder -> builder.listener(event -> {
                        if (event instanceof MigrationEvent.StepStarted started
                                && started.step().id().equals(Version.of(2))) {
                            stop.run();
                        }
                    }))
                    .inspection(server);

            assertThatThrownBy(() -> work.carryOut(inspection, live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("The server did not answer V2")
                    .hasMessageContaining(":" + port + " refused");
        }
        try (EmbeddedServer again = start()) {
            assertThat(databases(again)).isNotEmpty();

            scratch(again).close();

            assertThat(databases(again)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerWithoutAConnectionThatIsLeftIsAFailureThatSaysSo(Work work) throws SQLException {
        project().migrator(JdbcTxRunner.over(live.dataSource())).migrate();
        try (EmbeddedServer full = start()) {
            try (ScratchServer server = scratch(full)) {
                occupyAll(full);
                Inspection inspection = project().inspection(server);

                assertThatThrownBy(() -> work.carryOut(inspection, live))
                        .isInstanceOfAny(ScratchException.class, DatabaseUnreachableException.class)
                        .hasMessageContaining("too many clients already");
                assertThatThrownBy(() -> scratch(full))
                        .isInstanceOf(ScratchException.class)
                        .hasMessageContaining("too many clients");
            }
            free();
            assertThat(databases(full)).isEmpty();
        }
    }

    private static Project project() {
        return new Project()
                .version(1, "CREATE TABLE pets (id INT PRIMARY KEY)", "DROP TABLE pets")
                .version(2, "CREATE INDEX CONCURRENTLY IF NOT EXISTS again ON pets (id)", "DROP INDEX again");
    }

    private EmbeddedServer start() {
        return EmbeddedServer.in(directory.resolve("server"))
                .setting("max_connections", String.valueOf(CONNECTIONS))
                .setting("superuser_reserved_connections", "0")
                .start();
    }

    private static ScratchServer scratch(EmbeddedServer server) {
        return ScratchServer.at(DatabaseServer.at(server.jdbcUrl(), server.user(), server.password()))
                .open();
    }

    private void occupyAll(EmbeddedServer server) {
        assertThatThrownBy(() -> {
                    while (true) {
                        occupied.push(server.dataSource().getConnection());
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("too many clients");
    }

    private void free() throws SQLException {
        while (!occupied.isEmpty()) {
            occupied.pop().close();
        }
    }

    private static List<String> databases(EmbeddedServer server) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'manticore%'")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
