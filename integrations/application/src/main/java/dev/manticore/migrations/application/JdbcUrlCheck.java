package dev.manticore.migrations.application;

import java.util.List;
import java.util.regex.Pattern;

/** Refuses URLs that the driver refuses without a reason, or only when it connects. */
final class JdbcUrlCheck {
    private static final String START = "jdbc:postgresql://";
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final List<String> OF_LIBPQ = List.of("host", "hostaddr", "port", "dbname");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int HIGHEST_PORT = 65_535;

    private JdbcUrlCheck() {}

    /**
     * Returns if the URL can be used.
     *
     * @throws IllegalArgumentException if not; the message is no sentence, and tells nothing that may be secret
     */
    static void check(String url) {
        int question = url.indexOf('?');
        if (question >= 0) {
            for (String parameter : url.substring(question + 1).split("&", -1)) {
                checkParameter(parameter);
            }
        }
        if (url.startsWith(START)) {
            String rest = url.substring(START.length(), question < 0 ? url.length() : question);
            for (String host : rest.split("/", 2)[0].split(",", -1)) {
                checkPort(host);
            }
        }
    }

    private static void checkParameter(String parameter) {
        String[] parts = parameter.split("=", 2);
        if (OF_LIBPQ.contains(parts[0])) {
            throw new IllegalArgumentException("the JDBC driver has no parameter '" + parts[0]
                    + "', which is one of libpq, and connects to no Unix-domain socket; host, port and database"
                    + " come before the question mark");
        }
        if (parts[0].equals("sslmode") && (parts.length == 1 || !SSL_MODES.contains(parts[1]))) {
            throw new IllegalArgumentException("the parameter sslmode is none of " + String.join(", ", SSL_MODES));
        }
    }

    /** A user before the host is refused by the driver. */
    private static void checkPort(String host) {
        int colon = host.indexOf(':', Math.max(host.indexOf(']'), 0));
        if (colon < 0 || host.contains("@")) {
            return;
        }
        String port = host.substring(colon + 1);
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST_PORT) {
            throw new IllegalArgumentException("the port of the URL is not a number from 1 to " + HIGHEST_PORT);
        }
    }
}
