package dev.manticore.migrations.cli.command;

import dev.manticore.migrations.Printable;
import dev.manticore.migrations.cli.environment.Environment;
import dev.manticore.migrations.settings.failure.ErrorCode;
import dev.manticore.migrations.settings.failure.ToolException;
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

/** Asks for confirmation on the terminal. */
final class Confirmation {
    private static final Set<String> CONSENT = Set.of("y", "yes");

    private final Environment environment;

    @Inject
    Confirmation(Environment environment) {
        this.environment = environment;
    }

    /** Whether there is a terminal on which the user can be asked. */
    boolean isPossible() {
        return environment.terminal();
    }

    /**
     * Returns only if the user confirms.
     *
     * @param state the situation that the user has to know first, as a sentence
     * @param remedy what to do if there is no terminal
     * @throws ToolException if the user does not confirm, or if there is no terminal
     */
    void require(String state, String question, String remedy) {
        if (!environment.terminal()) {
            throw ToolException.usage(state + " There is no terminal to ask for confirmation.", remedy);
        }
        environment.err().println(Printable.text(state));
        environment.err().print(question + " [y/N] ");
        environment.err().flush();
        String answer = answer();
        if (answer == null || !CONSENT.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new ToolException(
                    ErrorCode.INTERRUPTED, "Not confirmed; nothing was changed.", "Answer y to continue.", null);
        }
    }

    /** A line, or null at the end of the input or on an interrupt. Reading itself cannot be interrupted. */
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
