package dev.manticore.migrations.filesystem;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which files a source answers with. Whether a name is well-formed is for the core to say. */
final class FileNames {
    /** {@code V7__}, {@code u1.2__}: what begins like this was meant to be a migration, whatever follows. */
    private static final Pattern MIGRATION_START = Pattern.compile("[VvUu][0-9][0-9._]*__.*", Pattern.DOTALL);

    private FileNames() {}

    /** The last part of a path; empty for a root, which has none. */
    static String of(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    static boolean isScript(String name) {
        return !isHidden(name) && !isBackup(name) && (isSql(name) || isLikeMigration(name));
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
