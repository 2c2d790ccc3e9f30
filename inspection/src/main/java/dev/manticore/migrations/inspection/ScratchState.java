package dev.manticore.migrations.inspection;

import dev.manticore.migrations.inspection.scratch.ScratchDatabase;
import dev.manticore.migrations.inspection.scratch.ScratchException;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import dev.manticore.migrations.spi.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a scratch database one in which migrations do what they did in another: under a role of the same name, which then owns what
 * they make, and with the same search path.
 */
record ScratchState(ScratchServer server, ScratchDatabase database) {
    private static final String UNDEFINED_OBJECT = "42704";

    /** Prepares the database for whoever connects from now on. */
    void prepare(ServerFacts live) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            String role = Sql.identifier(live.migrator());
            String name = Sql.identifier(database.name());
            boolean isNew = !isTrue(
                            statement,
                            "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = " + Sql.literal(live.migrator()) + ")")
                    && server.createMissingRole(UNDEFINED_OBJECT, "role \"" + live.migrator() + "\" does not exist");
            if (isNew && isTrue(statement, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
                // It may do whatever the migrations do, which some other role may have done in the other database.
                statement.execute("ALTER ROLE " + role + " SUPERUSER");
            }
            if (!isTrue(statement, "SELECT current_user = " + Sql.literal(live.migrator()))) {
                statement.execute("ALTER DATABASE " + name + " OWNER TO " + role);
                statement.execute("ALTER DATABASE " + name + " SET role = " + Sql.literal(live.migrator()));
            }
            String history = live.history();
            if (history != null) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(history) + " AUTHORIZATION " + role);
            }
            statement.execute("SELECT set_config('search_path', " + Sql.literal(live.searchPath()) + ", false)");
            statement.execute("ALTER DATABASE " + name + " SET search_path FROM CURRENT");
        } catch (SQLException failure) {
            throw ScratchException.refused("The database " + database.name() + " cannot be prepared", failure);
        }
    }

    private static boolean isTrue(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
