package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.HostAndPort;
import dev.manticore.migrations.settings.database.HostLists;
import dev.manticore.migrations.settings.database.OpenDatabase;
import dev.manticore.migrations.settings.session.Sessions;
import dev.manticore.migrations.spi.TxRunner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The databases of a fleet, each opened once, by names without passwords. Used by one thread until all are open. */
final class Databases implements AutoCloseable {
    private final Function<DatabaseChoice, OpenDatabase> opening;
    private final Map<DatabaseChoice, String> names = new HashMap<>();
    private final Map<String, OpenDatabase> open = new LinkedHashMap<>();
    private final Map<String, TxRunner> runners = new HashMap<>();

    /** @param opening opens one of them; nothing is open if it throws */
    Databases(Function<DatabaseChoice, OpenDatabase> opening) {
        this.opening = opening;
    }

    /** Opens a database unless it is open, and returns its name. Two that differ in anything have different names. */
    String open(DatabaseChoice choice) {
        String known = names.get(choice);
        if (known != null) {
            return known;
        }
        String name = unused(describe(choice));
        OpenDatabase database = opening.apply(choice);
        names.put(choice, name);
        open.put(name, database);
        runners.put(name, Sessions.runner(database));
        return name;
    }

    /** The server of a database, by its hosts and ports. */
    static String server(DatabaseChoice choice) {
        return choice instanceof DatabaseChoice.Server server
                ? server.url().hosts().stream().map(Databases::address).collect(Collectors.joining(","))
                : "embedded";
    }

    private static String address(HostAndPort host) {
        return (host.host() == null ? "localhost" : host.host()) + ":"
                + (host.port() == null ? HostLists.DEFAULT_PORT : host.port());
    }

    private static String describe(DatabaseChoice choice) {
        return choice instanceof DatabaseChoice.Server server
                ? server.url().toString()
                : ((DatabaseChoice.Embedded) choice).directory().toString();
    }

    /** Databases that differ in the user or a parameter are told apart by a number. */
    private String unused(String described) {
        String name = described;
        for (int number = 2; open.containsKey(name); number++) {
            name = described + " (" + number + ")";
        }
        return name;
    }

    TxRunner runner(String name) {
        return Objects.requireNonNull(runners.get(name));
    }

    @Override
    public void close() {
        RuntimeException first = null;
        for (OpenDatabase database : open.values()) {
            try {
                database.close();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
