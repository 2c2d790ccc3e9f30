package dev.manticore.migrations.internal.execute;

import static dev.manticore.migrations.spi.Sql.identifier;
import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a script can leave behind in a session of PostgreSQL: settings, role, temporary objects, prepared statements,
 * channels, cursors and session-level advisory locks. Read before and after, so that what a script changed can be undone
 * and a pool gets its connection back as it was.
 *
 * @param values by kind and name
 */
record SessionState(Map<Key, String> values) {

    record Key(String kind, String name) {}

    private static final List<Key> USER_KEYS =
            List.of(new Key("setting", "session_authorization"), new Key("setting", "role"));

    // Only what this session changed itself: settings of the server, database, role or connection string stay.
    private static final String SQL = "SELECT 'setting' AS kind, name, setting AS value FROM pg_catalog.pg_settings"
            + " WHERE source = 'session'"
            + " UNION ALL SELECT 'setting', 'role', pg_catalog.current_setting('role')"
            + " UNION ALL SELECT 'setting', 'session_authorization', session_user::text"
            + " UNION ALL SELECT 'temporary', c.oid::regclass::text, c.relkind::text FROM pg_catalog.pg_class c"
            + " WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND c.relkind IN ('r', 'v', 'S', 'p', 'f')"
            + " UNION ALL SELECT 'prepared', name, '' FROM pg_catalog.pg_prepared_statements WHERE from_sql"
            + " UNION ALL SELECT 'channel', channel, '' FROM pg_catalog.pg_listening_channels() AS channel"
            + " UNION ALL SELECT 'cursor', name, '' FROM pg_catalog.pg_cursors WHERE is_holdable"
            + " UNION ALL SELECT 'lock', locktype, '' FROM pg_catalog.pg_locks"
            + " WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()";

    /**
     * Looks at the session.
     *
     * @param customSettings names of settings of somebody's own, as {@code app.tenant}, which no catalog lists
     */
    static Query<SessionState> query(Collection<String> customSettings) {
        String custom = customSettings.isEmpty()
                ? ""
                : " UNION ALL SELECT 'setting', name, pg_catalog.current_setting(name, true) FROM pg_catalog.unnest(ARRAY["
                        + customSettings.stream().map(Sql::literal).collect(Collectors.joining(", "))
                        + "]) AS name WHERE pg_catalog.current_setting(name, true) IS NOT NULL";
        return new Query<>(List.of(SQL + custom), answers -> read(answers.get(0)));
    }

    /** Makes the session this state's user again, until the end of the transaction. */
    List<String> becomeUser() {
        return USER_KEYS.stream()
                .map(key -> "SELECT pg_catalog.set_config(" + literal(key.name()) + ", " + literal(values.get(key))
                        + ", true)")
                .toList();
    }

    static SessionState read(Rows rows) {
        Map<Key, String> values = new HashMap<>();
        rows.stream()
                .forEach(row -> values.put(
                        new Key(row.required("kind"), row.required("name")),
                        Objects.requireNonNullElse(row.text("value"), "")));
        return new SessionState(Map.copyOf(values));
    }

    /** The statements that lead back from {@code changed} to this state; empty when nothing is to be done. */
    List<String> restore(SessionState changed) {
        List<String> statements = new ArrayList<>();
        boolean temporary = false;
        for (Map.Entry<Key, String> entry : changed.values.entrySet()) {
            Key key = entry.getKey();
            if (entry.getValue().equals(values.get(key))) {
                continue;
            }
            switch (key.kind()) {
                case "setting" -> statements.add(setting(key));
                case "temporary" -> temporary = true;
                case "prepared" -> statements.add("DEALLOCATE " + identifier(key.name()));
                case "channel" -> statements.add("UNLISTEN " + identifier(key.name()));
                case "cursor" -> statements.add("CLOSE " + identifier(key.name()));
                default -> statements.add("SELECT pg_catalog.pg_advisory_unlock_all()");
            }
        }
        values.keySet().stream()
                .filter(key -> key.kind().equals("setting") && !changed.values.containsKey(key))
                .forEach(key -> statements.add(setting(key)));
        if (temporary) {
            statements.add("DISCARD TEMP");
        }
        if (USER_KEYS.stream().allMatch(key -> Objects.equals(values.get(key), changed.values.get(key)))) {
            return statements;
        }
        // The user comes first, since another one may lack the rights for the rest; and the role after the session's
        // user, which resets it.
        List<String> ordered = new ArrayList<>();
        USER_KEYS.forEach(key -> ordered.add(setting(key)));
        statements.stream().filter(statement -> !ordered.contains(statement)).forEach(ordered::add);
        return ordered;
    }

    private String setting(Key key) {
        String before = values.get(key);
        return before == null
                ? "RESET " + identifier(key.name())
                : "SELECT pg_catalog.set_config(" + literal(key.name()) + ", " + literal(before) + ", false)";
    }
}
