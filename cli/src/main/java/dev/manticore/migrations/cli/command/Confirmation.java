package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.cli.failure.CliException;
import dev.manticore.migrations.cli.failure.ErrorCode;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. */
final class Confirmation {
    private static final Set<String> CONSENT = Set.of("y", "yes");

    private final Environment environment;

    @Inject
    Confirmation(Environment environment) {
        this.environment = environment;
    }

    /**
     * Returns only when the person agreed.
     *
     * @param state what the person has to know first, a sentence
     * @param remedy what to do where nobody can be asked
     */
    void require(String state, String question, String remedy) {
        if (!environment.terminal()) {
            throw CliException.usage(state + " There is no terminal to ask for a confirmation.", remedy);
        }
        environment.err().println(state);
        environment.err().print(question + " [y/N] ");
        environment.err().flush();
        String answer = answer();
        if (answer == null || !CONSENT.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new CliException(
                    ErrorCode.INTERRUPTED,
                    "It was not confirmed, so that nothing was changed.",
                    "Answer y to go on.",
                    null);
        }
    }

    /** A line, or null at the end of the input and on an interrupt, for which the reading itself has no ear. */
    private @Nullable String answer() {
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        line.complete(
                                new BufferedReader(new InputStreamReader(environment.in(), Charset.defaultCharset()))
                                        .readLine());
                    } catch (IOException unreadable) {
                        line.completeExceptionally(unreadable);
                    }
                },
                "manticore-confirmation");
        reader.setDaemon(true);
        reader.start();
        try {
            return line.get();
        } catch (ExecutionException unreadable) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
