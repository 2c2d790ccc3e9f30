package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.spi.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The roles that scripts mention and that somebody else creates in production. Each has a comment with the number of the program
 * that created it, so that those of a killed one are dropped as its databases are. Thread-safe.
 */
final class ScratchRoles {
    /** Undefined object; and invalid parameter value, which {@code SET ROLE} answers. */
    private static final Set<String> STATES = Set.of("42704", "22023");

    /** PostgreSQL puts a name between quotation marks as it is. */
    private static final Pattern MISSING = Pattern.compile("role \"(.+)\" does not exist", Pattern.DOTALL);

    private static final String OBJECTS_DEPEND = "2BP01";
    private static final String IS_MISSING = "42704";
    private static final String EXISTS = "42710";
    private static final String MARK = "scratch role of manticore run ";

    private final ServerConnection server;
    private final OwnDatabases program;

    ScratchRoles(ServerConnection server, OwnDatabases program) {
        this.server = server;
        this.program = program;
    }

    /**
     * Creates the role that a failure names, if that is what it says.
     *
     * @return whether the statement is worth another attempt
     */
    boolean createMissing(@Nullable String sqlState, String message) {
        Matcher missing = MISSING.matcher(message);
        return sqlState != null && STATES.contains(sqlState) && missing.find() && create(missing.group(1));
    }

    private boolean create(String name) {
        String role = Sql.identifier(name);
        try {
            // The user becomes a member, without which only a superuser can give objects to the role.
            server.execute("CREATE ROLE " + role + " NOLOGIN ROLE CURRENT_USER");
            server.execute("COMMENT ON ROLE " + role + " IS " + Sql.literal(MARK + program.number()));
            return true;
        } catch (SQLException refused) {
            // Another thread was faster; or the user must not, and then the script's failure says which role is
            // missing.
            return EXISTS.equals(refused.getSQLState());
        }
    }

    /** Drops the roles of programs that have ended. */
    void dropLeftovers() throws SQLException {
        for (String mark : marks()) {
            program.ifEnded(Integer.parseInt(mark.substring(MARK.length())), () -> drop(mark));
        }
    }

    /** Drops the roles of this program. Those that objects of another one depend on stay until that has ended, too. */
    void dropOwn() throws SQLException {
        drop(MARK + program.number());
    }

    private List<String> marks() throws SQLException {
        return server.ask(
                "SELECT DISTINCT description FROM pg_shdescription"
                        + " WHERE classoid = 'pg_authid'::regclass AND description ~ ?",
                "^" + MARK + "[0-9]+$");
    }

    private void drop(String mark) throws SQLException {
        List<String> names = server.ask(
                "SELECT r.rolname FROM pg_roles r JOIN pg_shdescription d ON d.objoid = r.oid"
                        + " WHERE d.classoid = 'pg_authid'::regclass AND d.description = ?",
                mark);
        for (String name : names) {
            try {
                server.execute("DROP ROLE " + Sql.identifier(name));
            } catch (SQLException refused) {
                if (!Set.of(OBJECTS_DEPEND, IS_MISSING).contains(String.valueOf(refused.getSQLState()))) {
                    throw refused;
                }
            }
        }
    }
}
