package dev.manticore.migrations;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the files of migrations are named: prefix, version, separator, description, suffix. Immutable. The defaults of the
 * prefixes, the separator and the suffix are Flyway's.
 *
 * @param versioned what the name of a versioned migration begins with; may be empty
 * @param undo what the name of an undo script begins with
 * @param repeatable what the name of a repeatable migration begins with
 * @param baseline what the name of a baseline script begins with
 * @param separator between version and description
 * @param suffixes what names end with; at least one, and none of them empty. The first one is for new files
 * @param rules which versions and descriptions are valid
 * @param otherNames what becomes of files with a suffix of a script and another name
 */
public record ScriptNaming(
        String versioned,
        String undo,
        String repeatable,
        String baseline,
        String separator,
        List<String> suffixes,
        Rules rules,
        OtherNames otherNames) {

    /** Which names are valid. */
    public enum Rules {
        /** Versions are above 0, every script has a description, and upper and lower case differ. */
        STRICT,
        /**
         * Version 0 is valid, a script with a version needs no description, blanks at the ends of a description count, and a
         * suffix may be written in upper or lower case.
         */
        FLYWAY
    }

    /** What becomes of a file that ends like a script, but has no name of one. */
    public enum OtherNames {
        /** It is an error. */
        REFUSED,
        /** It is left out, and a note says so. A file that Flyway would execute is refused nevertheless. */
        LEFT_OUT
    }

    /** {@code V1__description.sql}, {@code U1__undo_description.sql}, {@code R__description.sql}; other names are refused. */
    public static final ScriptNaming DEFAULT =
            new ScriptNaming("V", "U", "R", "B", "__", List.of(".sql"), Rules.STRICT, OtherNames.REFUSED);

    /** What Flyway does with its default settings: its rules, and other names are left out. */
    public static final ScriptNaming FLYWAY = DEFAULT.with(Rules.FLYWAY).with(OtherNames.LEFT_OUT);

    private static final String SETTINGS = ".conf";

    // What editors, patch and merge tools leave beside a script.
    private static final Pattern BACKUP = Pattern.compile("~\\z|\\.sw[a-p]\\z", Pattern.CASE_INSENSITIVE);

    private static final Pattern BACKUP_OF_SCRIPT = Pattern.compile(
            "(.*)(?:\\.(?:bak|orig|rej|save|tmp)|___jb_(?:tmp|old)___)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one but the prefix of versioned migrations is empty, if two prefixes are equal, or
     *     if one has a slash
     */
    public ScriptNaming {
        suffixes = List.copyOf(suffixes);
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(otherNames, "otherNames");
        requirePart("prefix of undo scripts", undo);
        requirePart("prefix of repeatable migrations", repeatable);
        requirePart("prefix of baseline scripts", baseline);
        requirePart("separator", separator);
        if (suffixes.isEmpty()) {
            throw new IllegalArgumentException("scripts need a suffix, e.g. .sql");
        }
        suffixes.forEach(suffix -> requirePart("suffix of scripts", suffix));
        requireNoSlash("prefix of versioned migrations", versioned);
        Set<String> prefixes = new HashSet<>();
        for (String prefix : List.of(versioned, undo, repeatable, baseline)) {
            if (!prefixes.add(prefix)) {
                throw new IllegalArgumentException("two kinds of scripts have the same prefix, '" + prefix + "'");
            }
        }
    }

    private static void requirePart(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " must not be empty");
        }
        requireNoSlash(what, text);
    }

    private static void requireNoSlash(String what, String text) {
        if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("the " + what + " must not contain a slash, but is '" + text + "'");
        }
    }

    /** The same naming with other prefixes. */
    public ScriptNaming withPrefixes(String newVersioned, String newUndo, String newRepeatable, String newBaseline) {
        return new ScriptNaming(
                newVersioned, newUndo, newRepeatable, newBaseline, separator, suffixes, rules, otherNames);
    }

    /** The same naming with another separator. */
    public ScriptNaming withSeparator(String newSeparator) {
        return new ScriptNaming(versioned, undo, repeatable, baseline, newSeparator, suffixes, rules, otherNames);
    }

    /** The same naming with other suffixes. A name that ends with several of them has the first one. */
    public ScriptNaming withSuffixes(String... newSuffixes) {
        return new ScriptNaming(
                versioned, undo, repeatable, baseline, separator, Arrays.asList(newSuffixes), rules, otherNames);
    }

    /** The same naming with other rules. */
    public ScriptNaming with(Rules newRules) {
        return new ScriptNaming(versioned, undo, repeatable, baseline, separator, suffixes, newRules, otherNames);
    }

    /** The same naming that does something else with other names. */
    public ScriptNaming with(OtherNames newOtherNames) {
        return new ScriptNaming(versioned, undo, repeatable, baseline, separator, suffixes, rules, newOtherNames);
    }

    /**
     * Whether a source has to return a file of this name: anything that ends with a suffix or with a suffix and {@code .conf},
     * in upper or lower case, or begins like a migration. A mistyped name is then refused rather than ignored. Hidden files
     * and the backups and temporary files of editors ({@code ~}, {@code .swp}, {@code .sql.bak}, {@code .sql.orig}, ..) are
     * not expected.
     *
     * @param name the file's name without any directory
     */
    public boolean isExpected(String name) {
        if (name.startsWith(".")) {
            return false;
        }
        // No backup ends like this.
        boolean isCommon = name.endsWith(".sql") && endsLikeScript(name);
        return isCommon || ((endsLikeScript(name) || isSettings(name) || beginsLikeMigration(name)) && !isBackup(name));
    }

    /** Whether the name of a file begins like that of a repeatable migration. */
    public boolean isRepeatable(String name) {
        return name.startsWith(repeatable + separator);
    }

    /** Whether the name of a file begins like that of a baseline script: with its prefix and a version. */
    public boolean isBaseline(String name) {
        return hasVersion(name, baseline);
    }

    /** Whether the name of a file begins like that of an undo script: with its prefix and a version. */
    public boolean isUndo(String name) {
        return hasVersion(name, undo);
    }

    private static boolean hasVersion(String name, String prefix) {
        return name.startsWith(prefix) && isDigit(name, prefix.length());
    }

    private boolean isBackup(String name) {
        Matcher backup = BACKUP_OF_SCRIPT.matcher(name);
        return BACKUP.matcher(name).find() || (backup.matches() && endsLikeScript(backup.group(1)));
    }

    /** Whether a file of this name has the settings of a script, e.g. {@code V1__description.sql.conf}. */
    public boolean isSettings(String name) {
        return name.regionMatches(true, name.length() - SETTINGS.length(), SETTINGS, 0, SETTINGS.length())
                && endsLikeScript(scriptOf(name));
    }

    /** The name of the script that a file of settings belongs to. */
    public String scriptOf(String settings) {
        return settings.substring(0, settings.length() - SETTINGS.length());
    }

    private boolean endsLikeScript(String name) {
        for (String suffix : suffixes) {
            if (endsWith(name, suffix, true)) {
                return true;
            }
        }
        return false;
    }

    /** {@code V7__}, {@code u1.2__}, {@code R__}: what begins like this was meant to be a migration, whatever follows. */
    private boolean beginsLikeMigration(String name) {
        String start = repeatable + separator;
        return beginsLikeMigration(name, versioned)
                || beginsLikeMigration(name, undo)
                || (!repeatable.isEmpty() && name.regionMatches(true, 0, start, 0, start.length()));
    }

    private boolean beginsLikeMigration(String name, String prefix) {
        int at = prefix.length();
        if (prefix.isEmpty() || !name.regionMatches(true, 0, prefix, 0, at) || !isDigit(name, at)) {
            return false;
        }
        while (isDigit(name, at) || (at < name.length() && "._".indexOf(name.charAt(at)) >= 0)) {
            if (name.startsWith(separator, at)) {
                return true;
            }
            at++;
        }
        return name.startsWith(separator, at);
    }

    private static boolean isDigit(String text, int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    /** The suffix of a script's name; empty if it has none. */
    public Optional<String> suffixOf(String name) {
        for (String suffix : suffixes) {
            if (endsWith(name, suffix, rules == Rules.FLYWAY)) {
                return Optional.of(suffix);
            }
        }
        return Optional.empty();
    }

    private static boolean endsWith(String name, String suffix, boolean ignoreCase) {
        return name.regionMatches(ignoreCase, name.length() - suffix.length(), suffix, 0, suffix.length());
    }

    /**
     * The name of a versioned migration.
     *
     * @param version as it is to be written
     * @param description as it is to be written
     */
    public String migrationName(String version, String description) {
        return versioned + version + separator + description + suffixes.get(0);
    }

    /** The name of the undo script of {@link #migrationName}. */
    public String undoName(String version, String description) {
        return undo + version + separator + "undo_" + description + suffixes.get(0);
    }

    /** The name of a baseline script. */
    public String baselineName(String version, String description) {
        return baseline + version + separator + description + suffixes.get(0);
    }

    /** The name of a repeatable migration. */
    public String repeatableName(String description) {
        return repeatable + separator + description + suffixes.get(0);
    }
}
