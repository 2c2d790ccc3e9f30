package dev.manticore.migrations;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the server said without failing, e.g. with {@code RAISE WARNING}.
 *
 * @param sqlState five characters, or null if there is none
 */
public record ServerMessage(
        Severity severity,
        @Nullable String sqlState,
        String text,
        @Nullable String detail,
        @Nullable String hint) {

    /** How serious a message is. */
    public enum Severity {
        WARNING,
        /** Also INFO, LOG and DEBUG. */
        NOTICE
    }

    public ServerMessage {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(text, "text");
    }

    /**
     * A message as the protocol delivers it.
     *
     * @param severity in the server's language (field S) or in English (field V), or null
     * @param sqlState class 01 means a warning; the server sets it unless whoever raised it chose another one
     */
    public static ServerMessage of(
            @Nullable String severity,
            @Nullable String sqlState,
            @Nullable String text,
            @Nullable String detail,
            @Nullable String hint) {
        boolean warning =
                "WARNING".equals(Objects.requireNonNullElse(severity, "").toUpperCase(Locale.ROOT))
                        || (sqlState != null && sqlState.startsWith("01"));
        return new ServerMessage(
                warning ? Severity.WARNING : Severity.NOTICE,
                sqlState,
                Objects.requireNonNullElse(text, ""),
                detail,
                hint);
    }

    /** The text, and detail and hint in further lines. */
    @Override
    public String toString() {
        return text + (detail == null ? "" : "\ndetail: " + detail) + (hint == null ? "" : "\nhint: " + hint);
    }
}
