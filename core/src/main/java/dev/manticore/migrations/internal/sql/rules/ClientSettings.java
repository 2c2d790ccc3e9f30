package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds statements that change how server and client understand each other. The JDBC driver closes its connection when
 * the server reports an encoding other than UTF-8 or a DateStyle that does not begin with ISO (pgjdbc 42.7,
 * {@code QueryExecutorImpl.receiveParameterStatus}); the Vert.x client always reads and writes UTF-8. What ends with
 * the transaction is not reported.
 */
public final class ClientSettings {
    private static final Set<String> UTF_8 = Set.of("utf8", "utf-8", "unicode", "default");
    private static final List<String> FOREIGN_STYLES = List.of("sql", "postgres", "german");

    private ClientSettings() {}

    /** Returns what a client cannot bear in a statement, such as {@code client_encoding = LATIN1}; empty if it can. */
    public static Optional<String> unbearable(TokenCursor tokens) {
        if (tokens.accept("SET")) {
            tokens.accept("SESSION");
            if (tokens.atAny("LOCAL", "TRANSACTION", "CONSTRAINTS", "CHARACTERISTICS") || tokens.isFollowedBy('.')) {
                return Optional.empty();
            }
            return setting(tokens);
        }
        tokens.rewind();
        return SessionRules.isSetConfig(tokens) ? setConfig(tokens.rewind()) : Optional.empty();
    }

    private static Optional<String> setting(TokenCursor tokens) {
        String name = tokens.at("NAMES") ? "client_encoding" : name(tokens);
        tokens.advance();
        if (!tokens.accept('=')) {
            tokens.accept("TO");
        }
        StringBuilder value = new StringBuilder();
        for (; !tokens.atEnd(); tokens.advance()) {
            value.append(value.isEmpty() || tokens.at(',') ? "" : " ").append(tokens.value());
        }
        return check(name, value.toString());
    }

    /** {@code SELECT set_config('name', 'value', false)}. */
    private static Optional<String> setConfig(TokenCursor tokens) {
        while (!tokens.at('(')) {
            tokens.advance();
        }
        tokens.advance();
        String name = name(tokens);
        tokens.advance();
        tokens.advance();
        String value = tokens.value();
        tokens.advance();
        tokens.advance();
        return tokens.at("TRUE") ? Optional.empty() : check(name, value);
    }

    private static String name(TokenCursor tokens) {
        return tokens.value().replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<String> check(String name, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean foreign = switch (name) {
            case "client_encoding" -> !UTF_8.contains(lower.strip());
            case "datestyle" -> List.of(lower.split("[^a-z]+")).stream().anyMatch(FOREIGN_STYLES::contains);
            default -> false;
        };
        return foreign ? Optional.of(name + " = " + value) : Optional.empty();
    }
}
