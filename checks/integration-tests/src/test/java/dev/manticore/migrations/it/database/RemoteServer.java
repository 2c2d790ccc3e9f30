package dev.manticore.migrations.it.database;

import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.support.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that runs already, and lets its user make databases. */
final class RemoteServer implements TestServer {
    // Several JVMs may use one server at once, and one that was killed leaves its databases behind.
    private static final String PREFIX =
            "manticore_" + ProcessHandle.current().pid() + "_" + Long.toString(System.currentTimeMillis(), 36) + "_";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Address address;
    private final Sql sql;
    private final boolean cockroach;

    private RemoteServer(Address address) {
        this.address = address;
        this.sql = new Sql(address.dataSource());
        this.cockroach = sql.row("SELECT version()").contains("CockroachDB");
    }

    static RemoteServer at(Address address) {
        return new RemoteServer(address);
    }

    boolean isCockroach() {
        return cockroach;
    }

    TestDatabase newDatabase() {
        String name = PREFIX + DATABASES.incrementAndGet();
        sql.run("CREATE DATABASE " + name);
        return new TestDatabase(address.host(), address.port(), name, address.user(), this);
    }

    @Override
    public void drop(TestDatabase database) {
        sql.run("DROP DATABASE IF EXISTS " + database.name() + (cockroach ? " CASCADE" : " WITH (FORCE)"));
    }

    @Override
    public String options() {
        List<String> options = new ArrayList<>();
        address.password().ifPresent(password -> options.add("password=" + password));
        if (address.uri().getRawQuery() != null) {
            options.add(address.uri().getRawQuery());
        }
        return String.join("&", options);
    }
}
