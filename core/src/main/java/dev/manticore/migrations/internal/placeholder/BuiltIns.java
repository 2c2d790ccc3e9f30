package dev.manticore.migrations.internal.placeholder;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The values of built-in placeholders that are known without a database.
 *
 * @param timestamp when the run began, in the time zone of this process
 * @param workingDirectory of this process
 * @param table the history table's name, without its schema and not quoted
 */
public record BuiltIns(String timestamp, String workingDirectory, String table) {
    /** The namespaces, which stand before the separator. */
    static final List<String> NAMESPACES = List.of("flyway", "manticore");

    /** The names, which stand behind it, in the form in which messages show them. */
    static final List<String> NAMES =
            List.of("defaultSchema", "user", "database", "timestamp", "filename", "workingDirectory", "table");

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** The values of this process at this moment. */
    public static BuiltIns now(String table) {
        return new BuiltIns(
                LocalDateTime.now(ZoneId.systemDefault()).format(TIMESTAMP), System.getProperty("user.dir", ""), table);
    }

    /**
     * The value of a name.
     *
     * @param name without namespace and separator; its case does not matter
     * @param file the script's name
     */
    Optional<String> value(String name, String file, DatabaseValues database) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "defaultschema" -> Optional.of(database.schema());
            case "user" -> Optional.of(database.user());
            case "database" -> Optional.of(database.name());
            case "timestamp" -> Optional.of(timestamp);
            case "filename" -> Optional.of(file);
            case "workingdirectory" -> Optional.of(workingDirectory);
            case "table" -> Optional.of(table);
            default -> Optional.empty();
        };
    }

    /** Whether only the database knows the value of this name. */
    static boolean isOfDatabase(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "defaultschema", "user", "database" -> true;
            default -> false;
        };
    }
}
