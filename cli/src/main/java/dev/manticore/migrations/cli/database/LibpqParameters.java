package dev.manticore.migrations.cli.database;

import java.util.Map;

/** Translates libpq parameters that have other names or values in the JDBC driver. */
final class LibpqParameters {
    private static final Map<String, String> NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "gssencmode", "gssEncMode",
            "keepalives", "tcpKeepAlive",
            "krbsrvname", "kerberosServerName",
            "sslnegotiation", "sslNegotiation",
            "target_session_attrs", "targetServerType");

    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "read-write", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    private LibpqParameters() {}

    static void translate(String name, String value, Map<String, String> result) {
        result.put(
                NAMES.getOrDefault(name, name),
                switch (name) {
                    case "target_session_attrs" -> SESSION_ATTRIBUTES.getOrDefault(value, value);
                    case "keepalives" -> Boolean.toString(!value.equals("0"));
                    default -> value;
                });
    }
}
