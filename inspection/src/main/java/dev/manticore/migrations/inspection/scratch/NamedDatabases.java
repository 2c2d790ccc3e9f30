package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.spi.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The databases that scripts name, as {@code ALTER DATABASE shop SET ..} does: empty ones of these names, so that what a script does
 * to a database as a whole works. On an embedded server only, where nobody else's can have the name. Thread-safe.
 */
final class NamedDatabases {
    /** PostgreSQL puts a name between quotation marks as it is. */
    private static final Pattern MISSING = Pattern.compile("^database \"(.+)\" does not exist$", Pattern.DOTALL);

    private static final String EXISTS = "42P04";

    private final ServerConnection server;
    private final boolean isEmbedded;
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    NamedDatabases(ServerConnection server, boolean isEmbedded) {
        this.server = server;
        this.isEmbedded = isEmbedded;
    }

    /**
     * Creates the database that a failure names, if that is what it says.
     *
     * @return whether the statement is worth another attempt
     */
    boolean createMissing(@Nullable String sqlState, String message) {
        Matcher missing = MISSING.matcher(message);
        return isEmbedded
                && ServerConnection.DATABASE_IS_MISSING.equals(sqlState)
                && missing.find()
                && create(missing.group(1));
    }

    private boolean create(String name) {
        try {
            server.execute("CREATE DATABASE " + Sql.identifier(name) + " TEMPLATE template0");
            created.add(name);
            return true;
        } catch (SQLException refused) {
            // Another thread was faster; or the server must not, and then the script's failure says what is missing.
            return EXISTS.equals(refused.getSQLState());
        }
    }

    /** Drops them, and with them what depends on roles. */
    void drop() throws SQLException {
        for (String name : List.copyOf(created)) {
            server.execute("DROP DATABASE IF EXISTS " + Sql.identifier(name));
            created.remove(name);
        }
    }
}
