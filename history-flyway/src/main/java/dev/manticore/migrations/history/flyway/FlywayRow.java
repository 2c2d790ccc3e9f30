package dev.manticore.migrations.history.flyway;

import static dev.manticore.migrations.spi.Sql.literal;

import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.spi.HistoryEntry;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Statements that change the rows of one migration. Valid on PostgreSQL and on CockroachDB. */
final class FlywayRow {
    // In the name of a script, whatever its prefix is.
    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:[._][0-9]+)*");
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int LONGEST_SCRIPT = 1000;
    private static final String REMOVAL = "(type = 'DELETE' OR type LIKE 'UNDO%')";
    private static final String COLUMNS =
            "version, description, type, script, checksum, installed_by, execution_time, success";

    private final String table;
    private final MigrationId id;

    /** @param table quoted */
    FlywayRow(String table, MigrationId id) {
        this.table = table;
        this.id = id;
    }

    /**
     * The row of an applied migration. A row that says that it failed or is partially applied becomes it. Fails where the
     * version is applied already: a rank of NULL is not allowed.
     *
     * @param began when the transaction began, as SQL
     */
    String record(HistoryEntry entry, String began) {
        String rank = "coalesce(failed, " + (id instanceof Version ? "CASE WHEN " + live() + " THEN NULL ELSE " : "(")
                + "coalesce(top, 0) + 1" + (id instanceof Version ? " END)" : "))");
        return "INSERT INTO " + table + " AS entry (installed_rank, " + COLUMNS + ", installed_on) SELECT " + rank
                + ", "
                + values(entry, true, began) + ", " + began + " FROM " + known()
                + " ON CONFLICT (installed_rank) DO UPDATE SET"
                + " description = excluded.description, type = excluded.type, script = excluded.script,"
                + " checksum = excluded.checksum, installed_by = excluded.installed_by,"
                + " installed_on = excluded.installed_on, execution_time = excluded.execution_time, success = true WHERE NOT entry.success";
    }

    /** A row that says that the migration has failed. */
    String begin(HistoryEntry entry) {
        return "INSERT INTO " + table + " (installed_rank, " + COLUMNS + ") SELECT coalesce(top, 0) + 1, "
                + values(entry, false, "now()") + " FROM " + known() + " WHERE failed IS NULL";
    }

    /** The applied row says that the migration has failed, until the undo is done. */
    String beginUndo() {
        return "UPDATE " + table + " SET success = false WHERE " + is() + " AND success AND NOT " + REMOVAL
                + " AND installed_rank = (SELECT max(installed_rank) FROM " + table + " WHERE " + is() + ")";
    }

    String abandon() {
        return "DELETE FROM " + table + " WHERE " + is() + " AND NOT success";
    }

    String abandonUndo() {
        return "UPDATE " + table + " SET success = true WHERE " + is() + " AND NOT success";
    }

    /** The newest applied row with another description and checksum; Java code keeps its type. */
    String update(HistoryEntry entry) {
        String type = FlywayType.written(entry.kind());
        return "UPDATE " + table + " SET description = " + literal(shortened(entry.description(), LONGEST_DESCRIPTION))
                + ", checksum = " + FlywayChecksum.value(entry.checksum())
                + (type.equals("JDBC") ? "" : ", type = " + literal(type))
                + " WHERE installed_rank = (SELECT live FROM " + known() + ")";
    }

    /** A row of type DELETE behind the newest one, as Flyway's repair writes it; one that is there is left as it is. */
    String remove() {
        return "INSERT INTO " + table + " AS entry (installed_rank, " + COLUMNS + ") SELECT"
                + " CASE WHEN gone > live THEN gone ELSE top + 1 END, version, description, 'DELETE', script, checksum,"
                + " current_user, 0, true FROM " + table + " CROSS JOIN " + known()
                + " WHERE installed_rank = live ON CONFLICT (installed_rank) DO UPDATE SET type = excluded.type"
                + " WHERE entry.type = 'DELETE'";
    }

    /**
     * Removes all rows of the migration. With a version, also those of all repeatable migrations: its undo may have dropped
     * what they created, and without rows both tools apply them again.
     */
    String erase() {
        return "DELETE FROM " + table + " WHERE " + is()
                + (id instanceof Version
                        ? " OR (version IS NULL AND type <> 'SCHEMA' AND EXISTS (SELECT 1 FROM " + table + " WHERE "
                                + is() + "))"
                        : "");
    }

    /** Fails (22012) if the migration is applied; a repeatable one with this checksum. */
    String notApplied(@Nullable String checksum) {
        return "SELECT 1 / (CASE WHEN "
                + (id instanceof Version
                        ? live()
                        : "coalesce(live > coalesce(gone, -1) AND (SELECT checksum FROM " + table
                                + " WHERE installed_rank = live) = " + FlywayChecksum.value(checksum) + ", false)")
                + " THEN 0 ELSE 1 END) FROM " + known();
    }

    /** Fails (22012) unless the migration is applied. */
    String isApplied() {
        return "SELECT 1 / (CASE WHEN " + live() + " THEN 1 ELSE 0 END) FROM " + known();
    }

    private static String live() {
        return "coalesce(live > coalesce(gone, -1), false)";
    }

    /** The highest rank, and the highest ones of this migration's rows. */
    private String known() {
        return "(SELECT max(installed_rank) AS top, max(CASE WHEN same AND success AND NOT " + REMOVAL
                + " THEN installed_rank END) AS live, max(CASE WHEN same AND success AND " + REMOVAL
                + " THEN installed_rank END) AS gone, max(CASE WHEN same AND NOT success THEN installed_rank END)"
                + " AS failed FROM (SELECT installed_rank, type, success, " + is() + " AS same FROM " + table
                + ") AS compared) AS known";
    }

    /** Which rows are this migration's. Flyway keeps leading zeros of versions, and zeros at the end. */
    private String is() {
        if (id instanceof RepeatableName name) {
            return "(version IS NULL AND description = " + literal(shortened(name.name(), LONGEST_DESCRIPTION)) + ")";
        }
        String version = literal(id.toString());
        return "(version IS NOT NULL AND (version = " + version + " OR ((version LIKE '0%' OR version LIKE '%.0%')"
                + " AND regexp_replace(regexp_replace(version, '(^|[.])0+([0-9])', " + literal("\\1\\2")
                + ", 'g'), '([.]0)+$', '') = " + version + ")))";
    }

    private String values(HistoryEntry entry, boolean success, String began) {
        Duration duration = entry.duration();
        String script = entry.script() == null ? entry.description() : entry.script();
        return (id instanceof Version version ? literal(written(version, script)) : "NULL")
                + ", " + literal(shortened(entry.description(), LONGEST_DESCRIPTION))
                + ", " + literal(FlywayType.written(entry.kind()))
                + ", " + literal(shortened(script, LONGEST_SCRIPT))
                + ", " + FlywayChecksum.value(entry.checksum())
                + ", current_user, "
                + (duration == null
                        ? "CAST(extract(epoch FROM clock_timestamp() - " + began + ") * 1000 AS INT)"
                        : duration.toMillis())
                + ", " + success;
    }

    /** The version as in the script's name, with dots: Flyway keeps its zeros. */
    private static String written(Version version, String script) {
        Matcher numbers = VERSION.matcher(script.substring(script.lastIndexOf('/') + 1));
        while (numbers.find()) {
            if (isSame(numbers.group(), version)) {
                return numbers.group().replace('_', '.');
            }
        }
        return version.toString();
    }

    private static boolean isSame(String text, Version version) {
        try {
            return Version.parse(text).equals(version);
        } catch (IllegalArgumentException tooLarge) {
            return false;
        }
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
