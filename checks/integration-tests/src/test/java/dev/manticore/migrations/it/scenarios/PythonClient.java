package dev.manticore.migrations.it.scenarios;

/** The statements of the Manticore client for Python, exactly as it sends them. */
final class PythonClient {
    static final String CREATE = "CREATE TABLE _migrations (version INTEGER PRIMARY KEY, description TEXT NOT NULL,"
            + " applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP)";
    static final String SELECT = "SELECT version FROM _migrations ORDER BY version";

    private PythonClient() {}

    static String insert(long version, String description) {
        return "INSERT INTO _migrations (version, description) VALUES (" + version + ", '" + description + "')";
    }

    static String delete(long version) {
        return "DELETE FROM _migrations WHERE version = " + version;
    }
}
