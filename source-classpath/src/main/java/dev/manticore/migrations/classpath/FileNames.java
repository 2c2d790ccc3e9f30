package dev.manticore.migrations.classpath;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which resources a source answers with. Whether a name is well-formed is for the core to say. */
final class FileNames {
    /** {@code V7__}, {@code u1.2__}: what begins like this was meant to be a migration, whatever follows. */
    private static final Pattern MIGRATION_START = Pattern.compile("[VvUu][0-9][0-9._]*__.*", Pattern.DOTALL);

    private FileNames() {}

    /** The last part of a path with slashes. */
    static String of(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Takes a path with slashes, relative to the location: a hidden directory hides what is in it. */
    static boolean isScript(String path) {
        String name = of(path);
        return !isHidden(path) && !isBackup(name) && (isSql(name) || isLikeMigration(name));
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    private static boolean isBackup(String name) {
        return name.endsWith("~") || name.endsWith(".swp");
    }

    private static boolean isSql(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    private static boolean isLikeMigration(String name) {
        return MIGRATION_START.matcher(name).matches();
    }
}
