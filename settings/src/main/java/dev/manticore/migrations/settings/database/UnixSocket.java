package dev.manticore.migrations.settings.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbcurlresolver.PgPassParser;

/** Connections through the Unix-domain sockets that servers create in a directory. */
public final class UnixSocket {
    /** Debian's default and that of PostgreSQL's own builds. */
    private static final List<String> DEFAULT_DIRECTORIES = List.of("/var/run/postgresql", "/tmp");

    private UnixSocket() {}

    /** The host if none is specified: like psql, the directory of a local server's socket, or else localhost. */
    public static String defaultHost(int port) {
        return DEFAULT_DIRECTORIES.stream()
                .filter(directory -> Files.exists(file(directory, port)))
                .findFirst()
                .orElse("localhost");
    }

    /** Sends the connections of a data source through the socket. As with libpq, they are not encrypted. */
    static void use(PGSimpleDataSource source, String directory, int port) {
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setSocketFactory(UnixSocketFactory.class.getName());
        source.setSocketFactoryArg(file(directory, port).toString());
        source.setSslMode("disable");
        source.setGssEncMode("disable");
        if (source.getPassword() == null) {
            // The driver looks for localhost in the password file, where libpq looks for the directory.
            source.setPassword(PgPassParser.getPassword(
                    directory, Integer.toString(port), source.getDatabaseName(), source.getUser()));
        }
    }

    private static Path file(String directory, int port) {
        return Path.of(directory, ".s.PGSQL." + port);
    }
}
