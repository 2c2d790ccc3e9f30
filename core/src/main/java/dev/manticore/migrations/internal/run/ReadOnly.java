package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.spi.Query;
import dev.manticore.migrations.spi.Row;
import dev.manticore.migrations.spi.TxFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out why the server refuses every change (25006): it is a standby, or its sessions are read-only by default. */
public record ReadOnly(Run run) {
    private static final Query<@Nullable Row> QUESTION = new Query<>(
            List.of("SELECT current_setting('in_hot_standby', true) AS standby, setting, source"
                    + " FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'"),
            rows -> rows.get(0).first());

    /** What to do about it; empty if the transaction itself was made read-only, or if the server does not say. */
    public Optional<String> advice() {
        Row answer;
        try {
            answer = run.ask(QUESTION);
        } catch (TxFailure unanswered) {
            return Optional.empty();
        }
        if (answer == null) {
            return Optional.empty();
        }
        if ("on".equals(answer.text("standby"))) {
            return Optional.of(
                    "This server is a standby, which accepts no changes. Connect to the primary; with several"
                            + " hosts in the URL, targetServerType=primary finds it.");
        }
        return "on".equals(answer.text("setting"))
                ? Optional.of("Sessions are read-only here by default: default_transaction_read_only is on"
                        + origin(Objects.requireNonNullElse(answer.text("source"), ""))
                        + ". Turn it off for the user that migrates, e.g. with ALTER ROLE .. SET"
                        + " default_transaction_read_only = off, or in the URL with"
                        + " options=-c%20default_transaction_read_only=off.")
                : Optional.empty();
    }

    private static String origin(String source) {
        return switch (source) {
            case "database" -> " for this database";
            case "user" -> " for this user";
            case "database user" -> " for this user in this database";
            case "client" -> " by the options of this connection";
            case "configuration file" -> " in the server's configuration file";
            default -> "";
        };
    }
}
