package dev.manticore.migrations.cli.command;

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
    private LibpqVariables() {}

    static Map<String, String> of(DataSource dataSource) {
        PGSimpleDataSource source = (PGSimpleDataSource) dataSource;
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
        put(variables, "PGSSLMODE", source.getSslMode());
        put(variables, "PGSSLROOTCERT", source.getSslRootCert());
        put(variables, "PGSSLCERT", source.getSslCert());
        return variables;
    }

    private static void put(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }
}
