package dev.manticore.migrations.internal.execute;

import dev.manticore.migrations.spi.Sql;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Saves the settings of a session of PostgreSQL in a setting of our own, {@code manticore.session}, and restores them from
 * there: no round trip is needed to look at them, and psql can run the same statements.
 */
final class SavedSettings {
    /** The settings are restored. */
    static final String FORGET = "SELECT pg_catalog.set_config('manticore.session', '', false)";

    private static final String SAVED = "nullif(pg_catalog.current_setting('manticore.session', true), '')";

    // Only what this session changed itself: settings of the server, database, role or connection string stay. The
    // transaction's mode ends with it.
    private static final String CHANGED = "SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'"
            + " AND context <> 'internal' AND name NOT IN ('transaction_isolation', 'transaction_read_only',"
            + " 'transaction_deferrable', 'temp_buffers')";

    private SavedSettings() {}

    /**
     * Saves the settings. Does nothing where they are saved already.
     *
     * @param customSettings names of settings of somebody's own, as {@code app.tenant}, which no catalog lists
     * @param local until the end of the transaction
     */
    static String save(Collection<String> customSettings, boolean local) {
        return "SELECT pg_catalog.set_config('manticore.session', coalesce(" + SAVED
                + ", (SELECT pg_catalog.json_object_agg(name, setting)::text FROM (" + changed(customSettings)
                + " UNION ALL SELECT 'role', pg_catalog.current_setting('role')"
                + " UNION ALL SELECT 'session_authorization', session_user::text) AS session)), " + local + ")";
    }

    /**
     * Makes the session the user again that it was: first the session's user, which resets the role, then the role.
     *
     * @param local until the end of the transaction
     */
    static List<String> restoreUser(boolean local) {
        return List.of(
                user("session_authorization", "session_user::text", local),
                user("role", "pg_catalog.current_setting('role')", local));
    }

    private static String user(String name, String now, boolean local) {
        return "SELECT CASE WHEN " + now + " <> saved THEN pg_catalog.set_config('" + name + "', saved, " + local
                + ") END FROM pg_catalog.json_extract_path_text(" + SAVED + "::json, '" + name + "') AS saved";
    }

    /** Restores all settings but the user. A setting that was not saved gets its default, by the value NULL. */
    static String restore(Collection<String> customSettings) {
        return "SELECT pg_catalog.set_config(coalesce(now.name, saved.key), saved.value, false) FROM ("
                + changed(customSettings) + ") AS now FULL JOIN pg_catalog.json_each_text(" + SAVED
                + "::json) AS saved ON saved.key = now.name WHERE now.setting IS DISTINCT FROM saved.value"
                + " AND coalesce(now.name, saved.key) NOT IN ('role', 'session_authorization') AND " + SAVED
                + " IS NOT NULL";
    }

    private static String changed(Collection<String> customSettings) {
        return customSettings.isEmpty()
                ? CHANGED
                : CHANGED
                        + " UNION ALL SELECT name, pg_catalog.current_setting(name, true) FROM pg_catalog.unnest(ARRAY["
                        + customSettings.stream().map(Sql::literal).collect(Collectors.joining(", "))
                        + "]) AS name WHERE pg_catalog.current_setting(name, true) IS NOT NULL";
    }
}
