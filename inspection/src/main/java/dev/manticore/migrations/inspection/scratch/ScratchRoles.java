package dev.manticore.migrations.inspection.scratch;

import dev.manticore.migrations.spi.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final String EXISTS = "42710";
    private static final String MARK = "scratch role of manticore run ";

    private final ServerConnection server;
    private final OwnDatabases program;
    /** A script may replace the comment of a role that was created for it. */
    private final Set<String> created = ConcurrentHashMap.newKeySet();

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
            server.execute("CREATE ROLE " + role + " NOLOGIN ROLE CURRENT_USER; COMMENT ON ROLE " + role + " IS "
                    + Sql.literal(MARK + program.number()));
            created.add(name);
            return true;
        } catch (SQLException refused) {
            // Another thread was faster; or the user must not, and then the script's failure says which role is
            // missing.
            return EXISTS.equals(refused.getSQLState());
        }
    }

    /** All roles of the server. */
    Set<String> all() throws SQLException {
        return Set.copyOf(server.ask("SELECT rolname FROM pg_roles"));
    }

    /** The roles that are neither among these nor created by us: those that scripts have created. */
    List<String> ofScripts(Set<String> others) throws SQLException {
        return server
                .ask(
                        "SELECT rolname FROM pg_roles WHERE NOT starts_with(coalesce(shobj_description(oid,"
                                + " 'pg_authid'), ''), ?) ORDER BY rolname",
                        MARK)
                .stream()
                .filter(role -> !others.contains(role) && !created.contains(role))
                .toList();
    }

    /** Drops a role unless a database needs it. */
    void dropIfUnused(String role) throws SQLException {
        try {
            server.execute("DROP ROLE IF EXISTS " + Sql.identifier(role));
        } catch (SQLException refused) {
            if (!OBJECTS_DEPEND.equals(refused.getSQLState())) {
                throw refused;
            }
        }
    }

    /** Drops the roles of programs that have ended. */
    void dropLeftovers() throws SQLException {
        for (String mark : marks()) {
            for (String name : named(mark)) {
                program.ifEnded(Long.parseLong(mark.substring(MARK.length())), () -> dropIfUnused(name));
            }
        }
    }

    /** Drops the roles of this program. Those that objects of another one depend on stay until that has ended, too. */
    void dropOwn() throws SQLException {
        Set<String> own = new TreeSet<>(created);
        own.addAll(named(MARK + program.number()));
        Failures<SQLException> failures = new Failures<>();
        for (String name : own) {
            try {
                dropIfUnused(name);
            } catch (SQLException failure) {
                failures.add(failure);
            }
        }
        failures.throwFirst();
    }

    private List<String> marks() throws SQLException {
        return server.ask(
                "SELECT DISTINCT description FROM pg_shdescription"
                        + " WHERE classoid = 'pg_authid'::regclass AND description ~ ?",
                "^" + MARK + OwnDatabases.NUMBER + "$");
    }

    private List<String> named(String mark) throws SQLException {
        return server.ask(
                "SELECT r.rolname FROM pg_roles r JOIN pg_shdescription d ON d.objoid = r.oid"
                        + " WHERE d.classoid = 'pg_authid'::regclass AND d.description = ?",
                mark);
    }
}
