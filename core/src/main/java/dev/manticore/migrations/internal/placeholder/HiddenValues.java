package dev.manticore.migrations.internal.placeholder;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.TxFailure;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of placeholders out of what is said about a script, since they may be secret: the server quotes parts of
 * a statement. Each value is replaced by its placeholder, in whatever case it is written: the server folds names to lower
 * case. It is also found without the doubling of its quotes, and cut to the length of a name. A value of fewer than four
 * characters is left, since it could not be told from a word of the server's own. Immutable.
 */
public final class HiddenValues {
    private static final int SHORTEST = 4;
    /** How many bytes of a name PostgreSQL keeps. */
    private static final int LONGEST_NAME = 63;
    /**
     * The server's own words by which the engine decides something, see {@code SchemaJobNotice} and {@code
     * FailureKind.isSchemaLocked}. They stay as they are, also where a value is a part of them.
     */
    private static final String OWN_WORDS =
            "waiting for job\\(s\\) to complete: [0-9, ]*|schema changes are disallowed|schema_locked";

    /** What is shown instead of each value. */
    private final Map<String, String> shown = new HashMap<>();
    /** The same for values in another case. */
    private final Map<String, String> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final Pattern values;

    public HiddenValues(Placeholders placeholders) {
        placeholders
                .values()
                .forEach((name, value) -> forms(value)
                        .filter(form -> form.length() >= SHORTEST)
                        .forEach(form -> {
                            shown.putIfAbsent(form, placeholders.written(name));
                            folded.putIfAbsent(form, placeholders.written(name));
                        }));
        // The longest first: one may contain another.
        String longestFirst = shown.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        this.values = Pattern.compile(OWN_WORDS + "|" + longestFirst, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** How the server may write a value: as it is, the content of a literal or of a quoted name, and each as a name. */
    private static Stream<String> forms(String value) {
        return Stream.of(value, value.replace("''", "'"), value.replace("\"\"", "\""))
                .flatMap(form -> Stream.of(form, cut(form)))
                .distinct();
    }

    private static String cut(String name) {
        int length = 0;
        int bytes = 0;
        while (length < name.length()) {
            int character = name.codePointAt(length);
            bytes += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_NAME) {
                break;
            }
            length += Character.charCount(character);
        }
        return name.substring(0, length);
    }

    /** Whether there is nothing to hide. */
    public boolean isEmpty() {
        return shown.isEmpty();
    }

    /** The text without values. */
    public String hide(String text) {
        return isEmpty()
                ? text
                : values.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found.group())));
    }

    private String replacement(String found) {
        String exact = shown.get(found);
        return exact != null ? exact : folded.getOrDefault(found, found);
    }

    private @Nullable String hideIfAny(@Nullable String text) {
        return text == null ? null : hide(text);
    }

    /** The failure without values: the same one if it has none, and otherwise without its cause, which says the same. */
    public TxFailure hide(TxFailure failure) {
        return isSaidIn(failure.text())
                        || isSaidIn(failure.detail())
                        || isSaidIn(failure.hint())
                        || isSaidIn(failure.getCause())
                ? TxFailure.in(failure.phase(), hide(failure.text()))
                        .sessionLost(failure.sessionLost())
                        .sqlState(failure.sqlState())
                        .detail(hideIfAny(failure.detail()))
                        .hint(hideIfAny(failure.hint()))
                        .statement(failure.statement())
                        .position(failure.position())
                        .build()
                : failure;
    }

    private boolean isSaidIn(@Nullable String text) {
        return text != null && !hide(text).equals(text);
    }

    private boolean isSaidIn(@Nullable Throwable cause) {
        return cause != null
                && (isSaidIn(cause.toString())
                        || isSaidIn(cause.getCause())
                        || Stream.of(cause.getSuppressed()).anyMatch(this::isSaidIn));
    }

    /** The message without values. */
    public ServerMessage hide(ServerMessage message) {
        return new ServerMessage(
                message.severity(),
                message.sqlState(),
                hide(message.text()),
                hideIfAny(message.detail()),
                hideIfAny(message.hint()));
    }

    /** The wait without values in the blockers' statements. */
    public LockWait hide(LockWait wait) {
        return new LockWait(
                wait.waited(),
                wait.blockers().stream()
                        .map(blocker -> new Blocker(
                                blocker.process(),
                                blocker.user(),
                                blocker.application(),
                                blocker.state(),
                                hideIfAny(blocker.statement()),
                                blocker.since()))
                        .toList());
    }
}
