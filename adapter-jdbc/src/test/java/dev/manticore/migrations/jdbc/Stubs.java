package dev.manticore.migrations.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** JDBC stubs with one function. */
final class Stubs {
    private Stubs() {}

    /** Opens a new connection each time. */
    static DataSource dataSource(String url) {
        return dataSource(() -> DriverManager.getConnection(url));
    }

    /** Returns a given connection. */
    static DataSource dataSource(Callable<Connection> connect) {
        return answering(DataSource.class, "getConnection", connect);
    }

    /** Delegates to a connection, but does not close it. */
    static Connection unclosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    /** A connection of another driver. */
    static Connection stranger() {
        DatabaseMetaData data = answering(DatabaseMetaData.class, Map.of("getDatabaseProductName", () -> "Strange"));
        Callable<?> unwrap = () -> {
            throw new SQLException("wraps nothing");
        };
        return answering(Connection.class, Map.of("unwrap", unwrap, "getMetaData", () -> data));
    }

    private static <T> T answering(Class<T> type, String question, Callable<?> answer) {
        return answering(type, Map.of(question, answer));
    }

    private static <T> T answering(Class<T> type, Map<String, Callable<?>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        answers.getOrDefault(method.getName(), () -> null).call()));
    }
}
