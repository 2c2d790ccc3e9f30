package dev.manticore.migrations.internal.load;

import static java.util.stream.Collectors.joining;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.ScriptNaming;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the file name of a callback: {@code beforeMigrate.sql} or {@code beforeMigrate__description.sql}. */
final class CallbackNameParser {
    /** What is a callback, or was probably meant to be one. */
    private static final Pattern LIKE_CALLBACK =
            Pattern.compile("(?:before|after)\\p{Alpha}\\w*|create_?schema\\w*", Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_STATEMENT = Pattern.compile("(before|after)Each(Migrate|Undo)Statement(?:Error)?");

    /** Events of Flyway's other commands. */
    private static final Pattern OF_OTHER_COMMAND = Pattern.compile(
            "(?:before|after)(Clean|Validate|Baseline|Repair|Info)|after(Clean|Validate|Baseline|Repair|Info)(?:Error|OperationFinish)");

    private final ScriptNaming naming;
    private final String stem;
    private final String event;
    private final String description;

    private CallbackNameParser(ScriptNaming naming, String stem) {
        this.naming = naming;
        this.stem = stem;
        int separator = stem.indexOf(naming.separator());
        this.event = separator < 0 ? stem : stem.substring(0, separator);
        this.description = separator < 0
                ? ""
                : stem.substring(separator + naming.separator().length())
                        .replace('_', ' ')
                        .strip();
    }

    /**
     * Parses a name.
     *
     * @param stem the name without its suffix
     * @return empty if it is not like that of a callback
     */
    static Optional<ScriptName> parse(ScriptNaming naming, String stem) {
        return new CallbackNameParser(naming, stem).parse();
    }

    private Optional<ScriptName> parse() {
        if (!LIKE_CALLBACK.matcher(event).matches()) {
            return Optional.empty();
        }
        Optional<ScriptName> known = Arrays.stream(CallbackEvent.values())
                .filter(each -> each.fileName().equals(event))
                .findFirst()
                .map(each -> new ScriptName.Callback(each, description));
        return known.or(this::withoutUse).or(this::ofStatement).or(() -> Optional.of(unknown()));
    }

    private Optional<ScriptName> withoutUse() {
        Matcher other = OF_OTHER_COMMAND.matcher(event);
        if (other.matches()) {
            String command = other.group(1) == null ? other.group(2) : other.group(1);
            return unused("callbacks of Flyway's " + command.toLowerCase(Locale.ROOT) + " are not supported");
        }
        return switch (event) {
            case "beforeConnect" -> unused("there is no connection yet, and Flyway does not execute it either");
            case "afterReportGenerated" -> unused("callbacks of Flyway's reports are not supported");
            default -> Optional.empty();
        };
    }

    private static Optional<ScriptName> unused(String reason) {
        return Optional.of(new ScriptName.UnusedCallback(reason));
    }

    private Optional<ScriptName> ofStatement() {
        Matcher statement = OF_STATEMENT.matcher(event);
        return statement.matches()
                ? Optional.of(new ScriptName.Invalid(
                        Kind.UNSUPPORTED_NAME,
                        "Flyway executes this callback with each statement of a migration, which is not supported.",
                        "Name it " + statement.group(1) + "Each" + statement.group(2) + suffix()
                                + " to execute it once with each migration.",
                        false))
                : Optional.empty();
    }

    private ScriptName unknown() {
        CallbackEvent closest = Arrays.stream(CallbackEvent.values())
                .min(Comparator.comparingInt(each -> distance(lower(event), lower(each.fileName()))))
                .orElseThrow();
        return new ScriptName.Invalid(
                Kind.MALFORMED_NAME,
                "The file name is like that of a callback, but there is no event " + event + ".",
                "Did you mean " + closest.fileName() + stem.substring(event.length()) + suffix() + "? The events are "
                        + Arrays.stream(CallbackEvent.values())
                                .map(CallbackEvent::fileName)
                                .collect(joining(", "))
                        + ".",
                true);
    }

    private String suffix() {
        return naming.suffixes().get(0);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** How many characters have to be inserted, deleted or replaced. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
