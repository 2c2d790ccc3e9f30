package dev.manticore.migrations.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** SQL of tests. */
final class Sqls {
    private Sqls() {}

    static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column. */
    static List<String> ask(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        }
    }

    /** The databases of the shared server whose names begin so. */
    static List<String> databases(String prefix) throws SQLException {
        return ask(
                SharedServer.running().dataSource(),
                "SELECT datname FROM pg_database WHERE starts_with(datname, '" + prefix + "') ORDER BY oid");
    }
}
