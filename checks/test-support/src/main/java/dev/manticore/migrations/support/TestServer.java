package dev.manticore.migrations.support;

/** Where a test's database comes from, as far as the database has to know it. */
@FunctionalInterface
public interface TestServer {
    /** Drops a database of this server. */
    void drop(TestDatabase database);

    /** What a URL has behind user and place, e.g. {@code sslmode=disable}; several are joined by {@code &}. */
    default String options() {
        return "";
    }
}
