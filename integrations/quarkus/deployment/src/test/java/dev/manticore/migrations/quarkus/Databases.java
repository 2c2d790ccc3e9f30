package dev.manticore.migrations.quarkus;

import dev.manticore.migrations.support.PostgresServer;

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

    static String jdbcUrl(String name) {
        // The driver wants the user as a parameter.
        return "jdbc:" + url(name).replaceFirst("//postgres@", "//") + "?user=postgres";
    }
}
