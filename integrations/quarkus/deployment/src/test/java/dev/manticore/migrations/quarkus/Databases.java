package dev.manticore.migrations.quarkus;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Databases of the shared server, by name. Quarkus loads each test twice, and both have to mean the same one. */
final class Databases {
    private Databases() {}

    /** The database of a test, with its user; it is created by the first call. */
    static String url(String name) {
        String property = "test.database." + name;
        if (System.getProperty(property) == null) {
            System.setProperty(property, PostgresServer.shared().newDatabase().uri());
        }
        return System.getProperty(property);
    }

    /** A superuser beside the one of the data source. */
    static String role(String name) {
        String role = name + "_owner";
        if (System.getProperty("test.role." + role) == null) {
            try (TestDatabase any = PostgresServer.shared().newDatabase();
                    Connection connection = any.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + role + " SUPERUSER LOGIN");
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            System.setProperty("test.role." + role, "created");
        }
        return role;
    }

    /** The classes of a failure and its causes, by name: the application has loaded them anew. */
    static List<String> kinds(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(each -> each.getClass().getName())
                .toList();
    }

    /** The same for JDBC. */
    static String jdbcUrl(String name) {
        // The driver wants the user as a parameter.
        return "jdbc:" + url(name).replaceFirst("//postgres@", "//") + "?user=postgres";
    }
}
