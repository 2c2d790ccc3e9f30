package dev.manticore.migrations.quarkus;

import dev.manticore.migrations.support.PostgresServer;
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

    /** The classes of a failure and its causes, by name: the application has loaded them anew. */
    static List<String> kinds(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(each -> each.getClass().getName())
                .toList();
    }

    static String jdbcUrl(String name) {
        // The driver wants the user as a parameter.
        return "jdbc:" + url(name).replaceFirst("//postgres@", "//") + "?user=postgres";
    }
}
