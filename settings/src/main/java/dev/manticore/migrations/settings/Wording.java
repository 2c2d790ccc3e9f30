package dev.manticore.migrations.settings;

import org.jspecify.annotations.Nullable;

/** How the users of a program write what messages tell them to set or to run. */
public interface Wording {
    /** The name under which a setting is set, e.g. {@code --schema}. */
    String option(Setting setting);

    /** A setting with a value, e.g. {@code --schema shop}. */
    String option(Setting setting, String value);

    /** A setting that is true, e.g. {@code --follow-links}. */
    String flag(Setting setting);

    /** The name of an option that is not a setting, e.g. {@code --since}. */
    String option(String name);

    /** A placeholder with a value, e.g. {@code --placeholder NAME=VALUE}. */
    String placeholder(String name, String value);

    /** Where a password belongs. */
    String password();

    /** What becomes of a password in {@link Setting#URL}, as the end of a sentence that says there is one. */
    String secretInUrl();

    /**
     * A command of the command line that other programs do not have, such as repair.
     *
     * @param command with its options, e.g. {@code manticore unlock}
     */
    String command(String command);

    /** How the user finds out what he can report of a bug, as a sentence. */
    String reportOfBug();

    /** How a class path is chosen on which {@code classpath:} sources are searched. */
    default String classPath() {
        return option(Setting.JAR, "FILE");
    }

    /** The command that creates a migration. */
    String create();

    /**
     * The command that adopts the history of another tool.
     *
     * @param table the tool's table; null for its usual one
     */
    String adopt(String tool, @Nullable String table);

    /** The name under which the tool to adopt from is set, e.g. {@code --from}. */
    String adoptedTool();

    /** The name under which that tool's table is set, e.g. {@code --table}. */
    String adoptedTable();
}
