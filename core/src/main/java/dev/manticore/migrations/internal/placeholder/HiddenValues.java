package dev.manticore.migrations.internal.placeholder;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.LockWait.Blocker;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.TxFailure;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of placeholders out of what is said about a script, since they may be secret: the server quotes parts of
 * a statement. Each value is replaced by its placeholder. A value of fewer than four characters is left, since it could not
 * be told from a word of the server's own. Immutable.
 */
public final class HiddenValues {
    private static final int SHORTEST = 4;

    /** What is shown instead of each value. */
    private final Map<String, String> shown;

    private final Pattern values;

    public HiddenValues(Placeholders placeholders) {
        this.shown = new HashMap<>();
        placeholders.values().forEach((name, value) -> {
            if (value.length() >= SHORTEST) {
                shown.put(value, placeholders.written(name));
            }
        });
        // The longest first: one may contain another.
        this.values = Pattern.compile(shown.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** Whether there is nothing to hide. */
    public boolean isEmpty() {
        return shown.isEmpty();
    }

    /** The text without values. */
    public String hide(String text) {
        return isEmpty()
                ? text
                : values.matcher(text)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(Objects.requireNonNull(shown.get(found.group()))));
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
