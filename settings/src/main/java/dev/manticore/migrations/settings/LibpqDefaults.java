package dev.manticore.migrations.settings;

import dev.manticore.migrations.settings.database.DatabaseUrl;
import dev.manticore.migrations.settings.database.HostAndPort;
import dev.manticore.migrations.settings.database.HostLists;
import dev.manticore.migrations.settings.database.LibpqParameter;
import dev.manticore.migrations.settings.database.UnixSocket;
import dev.manticore.migrations.settings.environment.ProcessEnvironment;
import dev.manticore.migrations.settings.failure.ToolException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What libpq takes from a service and from its environment variables where a URL has gaps. The service goes first.
 *
 * @param values with libpq's keywords as keys
 */
record LibpqDefaults(Map<String, SettingValue> values) {
    private static final String SERVICE = "service";
    /** The parts of a URL, which have variables as well. */
    private static final Map<String, String> PARTS = Map.of(
            "host", "PGHOST",
            "port", "PGPORT",
            "dbname", "PGDATABASE",
            "user", "PGUSER",
            "password", "PGPASSWORD");

    static LibpqDefaults of(ProcessEnvironment environment, DatabaseUrl url) {
        Map<String, SettingValue> values = new LinkedHashMap<>();
        String service = url.parameters().getOrDefault(SERVICE, environment.variable("PGSERVICE"));
        if (service != null) {
            values.putAll(ServiceFile.read(environment, service));
        }
        PARTS.forEach((keyword, variable) -> addVariable(environment, keyword, variable, values));
        for (LibpqParameter parameter : LibpqParameter.all()) {
            addVariable(environment, parameter.keyword(), parameter.variable(), values);
        }
        return new LibpqDefaults(values);
    }

    private static void addVariable(
            ProcessEnvironment environment,
            String keyword,
            @Nullable String variable,
            Map<String, SettingValue> values) {
        String value = variable == null ? null : environment.variable(variable);
        if (variable != null && value != null) {
            values.putIfAbsent(keyword, new SettingValue(value, variable));
        }
    }

    @Nullable
    String text(String keyword) {
        SettingValue value = values.get(keyword);
        return value == null ? null : value.text();
    }

    /**
     * Fills the gaps of a URL.
     *
     * @param jdbc whether it has the JDBC driver's form
     */
    DatabaseUrl complete(DatabaseUrl url, boolean jdbc) {
        String database = url.database();
        return new DatabaseUrl(
                hosts(url.hosts()).stream().map(host -> withName(host, jdbc)).toList(),
                database == null ? text("dbname") : database,
                url.user(),
                null,
                parameters(url));
    }

    private List<HostAndPort> hosts(List<HostAndPort> given) {
        boolean named = given.size() > 1 || given.get(0).host() != null;
        Integer port = given.get(0).port();
        if (named && port != null) {
            return given;
        }
        SettingValue hosts = values.get("host");
        SettingValue ports = values.get("port");
        List<String> names = named
                ? given.stream()
                        .map(HostAndPort::host)
                        .map(host -> host == null ? "" : host)
                        .toList()
                : HostLists.split(hosts == null ? "" : hosts.text());
        try {
            return HostLists.pair(
                    names,
                    port != null
                            ? List.of(port.toString())
                            : ports == null ? List.of() : HostLists.split(ports.text()));
        } catch (IllegalArgumentException malformed) {
            SettingValue culprit = ports == null ? hosts : ports;
            throw ToolException.usage(
                    (culprit == null ? "The URL" : culprit.place()) + ": " + malformed.getMessage() + ".",
                    "Correct it, or specify host and port in the URL.");
        }
    }

    /** Like psql, a libpq URL without a host means the socket of a local server. A JDBC URL means localhost. */
    private static HostAndPort withName(HostAndPort given, boolean jdbc) {
        int port = given.port() == null ? HostLists.DEFAULT_PORT : given.port();
        return given.host() != null || jdbc ? given : new HostAndPort(UnixSocket.defaultHost(port), given.port());
    }

    private Map<String, String> parameters(DatabaseUrl url) {
        Map<String, String> parameters = new LinkedHashMap<>(url.parameters());
        parameters.remove(SERVICE);
        values.forEach((keyword, value) -> {
            if (!PARTS.containsKey(keyword)) {
                translate(keyword, value, parameters);
            }
        });
        return parameters;
    }

    private static void translate(String keyword, SettingValue value, Map<String, String> parameters) {
        LibpqParameter parameter = LibpqParameter.of(keyword)
                .orElseThrow(() -> ToolException.usage(
                        value.place() + ": " + keyword + " is not supported.",
                        "Remove it, or specify the connection with a URL."));
        if (parameter.property() != null && parameters.containsKey(parameter.property())) {
            return;
        }
        try {
            parameter.translate(value.text(), parameters);
        } catch (IllegalArgumentException unsupported) {
            throw ToolException.usage(
                    value.place() + ": " + unsupported.getMessage() + ".",
                    "Remove it for this command. psql would honour it, and connect differently.");
        }
    }
}
