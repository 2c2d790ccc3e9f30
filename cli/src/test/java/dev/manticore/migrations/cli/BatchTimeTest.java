package dev.manticore.migrations.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that {@code --batch-time} decides how many migrations share a message. */
class BatchTimeTest extends DatabaseTest {

    /** {@code now()} is the same in all migrations of a message: of the first one, the next two, and the last one. */
    @ParameterizedTest
    @CsvSource({"1h, 3", "0, 4"})
    void migrationsShareMessages(String time, int messages) throws SQLException {
        CliRun cli = CliRun.on(database, directory);
        for (int version = 1; version <= 4; version++) {
            cli.script("V" + version + "__t.sql", "CREATE TABLE t" + version + " AS SELECT now() AS moment;");
        }

        assertThat(cli.run("migrate", "--batch-time", time, "--notes-with-statements")
                        .exitCode())
                .isZero();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet moments =
                        statement.executeQuery("SELECT count(DISTINCT moment) FROM (TABLE t1 UNION ALL TABLE t2"
                                + " UNION ALL TABLE t3 UNION ALL TABLE t4) moments")) {
            moments.next();
            assertThat(moments.getInt(1)).isEqualTo(messages);
        }
    }
}
