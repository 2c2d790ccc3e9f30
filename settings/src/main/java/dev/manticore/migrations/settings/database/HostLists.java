package dev.manticore.migrations.settings.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists of hosts and of ports, which libpq keeps apart: {@code host=a,b port=5432,5433}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS">libpq's rules</a>
 */
public final class HostLists {
    public static final int DEFAULT_PORT = 5432;

    private HostLists() {}

    /** The parts of a list; an empty text is one empty part. */
    public static List<String> split(String text) {
        return List.of(text.split(",", -1));
    }

    /**
     * Gives each host its port. One port is for all hosts.
     *
     * @param hosts an empty name stands for the default host
     * @param ports an empty port stands for 5432; no ports at all stay unspecified
     * @throws IllegalArgumentException if the lists do not fit together; the message does not contain their values
     */
    public static List<HostAndPort> pair(List<String> hosts, List<String> ports) {
        if (ports.size() > 1 && ports.size() != hosts.size()) {
            throw new IllegalArgumentException("there are " + ports.size() + " ports, but the number of hosts is "
                    + hosts.size() + "; specify one port for all hosts, or one for each");
        }
        List<HostAndPort> pairs = new ArrayList<>();
        for (int index = 0; index < hosts.size(); index++) {
            String name = hosts.get(index);
            Integer port = ports.isEmpty() ? null : port(ports.get(ports.size() == 1 ? 0 : index));
            pairs.add(new HostAndPort(name.isEmpty() ? null : name, port));
        }
        return pairs;
    }

    /** A port that is not a number is not shown, since it may be part of a password with an unescaped slash. */
    private static int port(String text) {
        if (text.isBlank()) {
            return DEFAULT_PORT;
        }
        int port = number(text.strip());
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port must be between 1 and 65535");
        }
        return port;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("the port is not a number", malformed);
        }
    }
}
