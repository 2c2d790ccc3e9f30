package dev.manticore.migrations.internal.load;

import java.util.regex.Pattern;

/** What the scripts of a new migration contain: a comment that somebody replaces by statements. */
final class Template {
    private static final String APPLIES = "-- Applies: ";
    private static final String REVERTS = "-- Reverts ";

    /** The comment may name an earlier version or description, since files are renamed. */
    private static final Pattern UNTOUCHED =
            Pattern.compile("(?:" + APPLIES + ".*|" + REVERTS + "\\S*[0-9]\\S*[0-9A-Za-z_]\\.\\S+)?");

    private Template() {}

    /** The script that is to apply a migration. */
    static String up(String description) {
        return APPLIES + description.strip().replaceAll("\\p{Cntrl}+", " ");
    }

    /**
     * The script that is to revert a migration.
     *
     * @param up the name of the script that applies it
     */
    static String down(String up) {
        return REVERTS + up;
    }

    /** Whether nobody wrote anything into a script: it is a template, or blank. */
    static boolean isUntouched(String text) {
        return UNTOUCHED.matcher(text.strip()).matches();
    }
}
