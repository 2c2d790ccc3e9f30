package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.settings.database.DatabaseChoice;
import dev.manticore.migrations.settings.database.LibpqParameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The environment variables with which a program of PostgreSQL's connects to the same database. */
final class LibpqVariables {
    private static final String PREFIX = "PG";

    /** Has passwords, and no database. */
    private static final String PASSWORD_FILE = "PGPASSFILE";

    private LibpqVariables() {}

    /**
     * Replaces the variables of libpq, which may name another database, by those of this one.
     *
     * @param choice what the data source was made of; null if that is not known
     */
    static void set(Map<String, String> variables, @Nullable DatabaseChoice choice, DataSource dataSource) {
        variables.keySet().removeIf(name -> name.startsWith(PREFIX) && !name.equals(PASSWORD_FILE));
        variables.putAll(of((PGSimpleDataSource) dataSource));
        if (choice instanceof DatabaseChoice.Server server) {
            variables.putAll(ofParameters(server.parameters()));
        }
    }

    private static Map<String, String> of(PGSimpleDataSource source) {
        Map<String, String> variables = new HashMap<>();
        String socket = source.getSocketFactoryArg();
        Path directory = socket == null ? null : Path.of(socket).getParent();
        variables.put("PGHOST", directory == null ? String.join(",", source.getServerNames()) : directory.toString());
        variables.put(
                "PGPORT",
                Arrays.stream(source.getPortNumbers())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",")));
        put(variables, "PGDATABASE", source.getDatabaseName());
        put(variables, "PGUSER", source.getUser());
        put(variables, "PGPASSWORD", source.getPassword());
        return variables;
    }

    /** The variables of the driver's parameters; of two that mean the same, the first. */
    private static Map<String, String> ofParameters(Map<String, String> parameters) {
        Map<String, String> variables = new HashMap<>();
        Map<String, String> left = new HashMap<>(parameters);
        for (LibpqParameter parameter : LibpqParameter.all()) {
            String value = parameter.property() == null ? null : left.remove(parameter.property());
            if (parameter.variable() != null && value != null) {
                put(variables, parameter.variable(), parameter.original(value));
            }
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }
}
