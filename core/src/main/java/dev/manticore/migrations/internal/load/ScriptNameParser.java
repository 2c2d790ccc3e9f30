package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.ScriptNaming;
import dev.manticore.migrations.ScriptNaming.Rules;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.ScriptName.Baseline;
import dev.manticore.migrations.internal.load.ScriptName.Invalid;
import dev.manticore.migrations.internal.load.ScriptName.Repeatable;
import dev.manticore.migrations.internal.load.ScriptName.Versioned;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses a file name. For an invalid name, gives the reason that fits what its author probably intended. */
final class ScriptNameParser {
    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:[._][0-9]+)*");

    private final ScriptNaming naming;
    private final String name;

    ScriptNameParser(ScriptNaming naming, String name) {
        this.naming = naming;
        this.name = name;
    }

    ScriptName parse() {
        if (TextDecoder.hasReplacement(name)) {
            return refused(
                    "contains characters that Java cannot read with the current locale",
                    "Set a locale that is installed and has UTF-8, e.g. LC_ALL=C.UTF-8, or rename the file.");
        }
        Optional<String> suffix = naming.suffixOf(name);
        return suffix.isPresent()
                ? named(name.substring(0, name.length() - suffix.get().length()))
                : withoutSuffix();
    }

    /** A name with a valid suffix. */
    private ScriptName named(String stem) {
        Optional<ScriptName> callback = CallbackNameParser.parse(naming, stem);
        if (callback.isPresent()) {
            return callback.get();
        }
        // Of two prefixes with the same beginning, the longer one.
        String prefix = Stream.of(naming.versioned(), naming.undo(), naming.repeatable(), naming.baseline())
                .filter(stem::startsWith)
                .reduce("", (one, other) -> other.length() > one.length() ? other : one);
        String rest = stem.substring(prefix.length());
        if (prefix.equals(naming.undo())) {
            return versioned(Direction.REVERT, prefix, rest);
        }
        if (prefix.equals(naming.repeatable())) {
            return rest.startsWith(naming.separator()) ? repeatable(rest) : other();
        }
        if (prefix.equals(naming.baseline())) {
            return VERSION.matcher(rest).lookingAt() ? baseline(prefix, rest) : other();
        }
        return prefix.equals(naming.versioned()) ? versioned(Direction.APPLY, prefix, rest) : other();
    }

    private Invalid withoutSuffix() {
        boolean inUpperCase = naming.suffixes().stream()
                .anyMatch(suffix -> name.toLowerCase(Locale.ROOT).endsWith(suffix.toLowerCase(Locale.ROOT)));
        String suffixes = String.join(" or ", naming.suffixes());
        return malformed("does not end with " + suffixes
                + (inUpperCase || naming.rules() == Rules.STRICT ? " in lower case" : ""));
    }

    private ScriptName other() {
        for (String prefix : new String[] {naming.versioned(), naming.undo()}) {
            if (!prefix.isEmpty() && name.startsWith(prefix.toLowerCase(Locale.ROOT))) {
                return malformed("starts with a lower-case letter");
            }
        }
        return new Invalid(
                Kind.MALFORMED_NAME,
                "The file name is not the name of a migration.",
                form() + " Or move the file to another directory.",
                true);
    }

    private ScriptName repeatable(String rest) {
        String description = description(rest.substring(naming.separator().length()));
        return description.isBlank()
                ? refused("has no description after the " + naming.separator(), form())
                : new Repeatable(new RepeatableName(description));
    }

    private ScriptName baseline(String prefix, String rest) {
        ScriptName parsed = versioned(Direction.APPLY, prefix, rest);
        return parsed instanceof Versioned script
                ? new Baseline(script.version(), script.written(), script.description())
                : parsed;
    }

    private ScriptName versioned(Direction direction, String prefix, String rest) {
        int separator = rest.indexOf(naming.separator());
        String written = separator < 0 ? rest : rest.substring(0, separator);
        if (!VERSION.matcher(written).matches()) {
            return withoutVersion(prefix, rest, written);
        }
        Optional<Version> version = version(written);
        if (version.isEmpty()) {
            return refused("has a version with a number above " + Long.MAX_VALUE, form());
        }
        if (naming.rules() == Rules.FLYWAY) {
            String description = separator < 0
                    ? ""
                    : rest.substring(separator + naming.separator().length());
            return new Versioned(direction, version.get(), written, description(withoutUndo(direction, description)));
        }
        if (separator < 0) {
            return malformed("has no " + naming.separator() + " after the version");
        }
        if (version.get().equals(Version.ZERO)) {
            return refused("has version 0, but versions are above 0", form());
        }
        String description = description(withoutUndo(
                direction, rest.substring(separator + naming.separator().length())));
        return description.isEmpty()
                ? refused("has no description after the " + naming.separator(), form())
                : new Versioned(direction, version.get(), written, description);
    }

    private Invalid withoutVersion(String prefix, String rest, String written) {
        if (naming.rules() == Rules.FLYWAY
                && written.startsWith("-")
                && VERSION.matcher(written.substring(1)).matches()) {
            return refused("has a version below 0", form());
        }
        Matcher version = VERSION.matcher(rest);
        if (!version.lookingAt()) {
            return malformed(prefix.isEmpty() ? "does not begin with a version" : "has no version after the " + prefix);
        }
        String after = rest.substring(version.end());
        return malformed(
                after.startsWith("_") && naming.separator().equals("__")
                        ? "has only one underscore after the version"
                        : "has no " + naming.separator() + " after the version");
    }

    private static String withoutUndo(Direction direction, String description) {
        return direction == Direction.REVERT && description.startsWith("undo_")
                ? description.substring("undo_".length())
                : description;
    }

    private String description(String written) {
        String description = written.replace('_', ' ');
        return naming.rules() == Rules.FLYWAY ? description : description.strip();
    }

    /** Returns the version; empty if a number of it is too large for a long. */
    private static Optional<Version> version(String written) {
        try {
            return Optional.of(Version.parse(written));
        } catch (IllegalArgumentException tooLarge) {
            return Optional.empty();
        }
    }

    private String form() {
        return "Name it " + naming.migrationName("<version>", "<description>") + ", "
                + naming.undoName("<version>", "<description>") + " for an undo script, "
                + naming.repeatableName("<description>") + " for a repeatable migration, or "
                + naming.baselineName("<version>", "<description>") + " for a baseline script.";
    }

    /** A name that Flyway would not take for a script either. */
    private Invalid malformed(String what) {
        return new Invalid(Kind.MALFORMED_NAME, "The file name " + what + ".", form(), true);
    }

    /** A name that cannot be left out. */
    private static Invalid refused(String what, String remedy) {
        return new Invalid(Kind.MALFORMED_NAME, "The file name " + what + ".", remedy, false);
    }
}
