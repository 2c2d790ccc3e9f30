package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement that begins or ends a transaction. SAVEPOINT, RELEASE and ROLLBACK TO do not, nor do COMMIT PREPARED and
 * ROLLBACK PREPARED, which are about another session's transaction.
 *
 * @param modes those of a BEGIN, in upper case and in the order of the statement, e.g. {@code ISOLATION LEVEL
 *     SERIALIZABLE}; none for other statements
 */
public record TransactionControl(Kind kind, List<String> modes) {

    /** What the statement does. */
    public enum Kind {
        /** BEGIN, START TRANSACTION. */
        BEGIN,
        /** COMMIT, END. */
        COMMIT,
        /** COMMIT AND CHAIN, END AND CHAIN. */
        COMMIT_AND_CHAIN,
        /** ROLLBACK, ABORT, with or without AND CHAIN. */
        ROLLBACK,
        /** PREPARE TRANSACTION. */
        PREPARE,
        /** One of these with something behind it that no server that is known here accepts. */
        UNKNOWN
    }

    /** The mode of a transaction that changes nothing. */
    public static final String READ_ONLY = "READ ONLY";

    private static final List<String> MODES = List.of(
            "ISOLATION LEVEL SERIALIZABLE",
            "ISOLATION LEVEL REPEATABLE READ",
            "ISOLATION LEVEL READ COMMITTED",
            "ISOLATION LEVEL READ UNCOMMITTED",
            "READ WRITE",
            READ_ONLY,
            "DEFERRABLE",
            "NOT DEFERRABLE",
            // CockroachDB's.
            "PRIORITY LOW",
            "PRIORITY NORMAL",
            "PRIORITY HIGH");

    public TransactionControl {
        modes = List.copyOf(modes);
    }

    private static TransactionControl of(Kind kind) {
        return new TransactionControl(kind, List.of());
    }

    /** Reads the statement at the start of the cursor; empty if it neither begins nor ends a transaction. */
    public static Optional<TransactionControl> of(TokenCursor tokens) {
        return switch (tokens.word()) {
            case "BEGIN" -> Optional.of(begin(tokens));
            case "START" -> tokens.acceptAll("START", "TRANSACTION") ? Optional.of(modes(tokens)) : Optional.empty();
            case "END" -> Optional.of(commit(tokens));
            case "COMMIT" -> tokens.acceptAll("COMMIT", "PREPARED") ? Optional.empty() : Optional.of(commit(tokens));
            case "ABORT" -> Optional.of(of(Kind.ROLLBACK));
            case "ROLLBACK" ->
                tokens.acceptAll("ROLLBACK", "PREPARED") || isRollbackTo(tokens)
                        ? Optional.empty()
                        : Optional.of(of(Kind.ROLLBACK));
            // PREPARE transaction AS .. prepares a statement with that name.
            case "PREPARE" ->
                tokens.acceptAll("PREPARE", "TRANSACTION") && tokens.kind() == TokenKind.STRING
                        ? Optional.of(of(Kind.PREPARE))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Says whether a ROLLBACK, at which the cursor is, only goes back to a savepoint. */
    static boolean isRollbackTo(TokenCursor tokens) {
        tokens.advance();
        tokens.acceptAny("WORK", "TRANSACTION");
        return tokens.at("TO");
    }

    private static TransactionControl begin(TokenCursor tokens) {
        tokens.advance();
        tokens.acceptAny("WORK", "TRANSACTION");
        return modes(tokens);
    }

    private static TransactionControl modes(TokenCursor tokens) {
        List<String> modes = new ArrayList<>();
        while (!tokens.atEnd()) {
            if (!modes.isEmpty()) {
                tokens.accept(',');
            }
            Optional<String> mode = MODES.stream()
                    .filter(words -> tokens.acceptAll(words.split(" ")))
                    .findFirst();
            if (mode.isEmpty()) {
                return of(Kind.UNKNOWN);
            }
            modes.add(mode.get());
        }
        return new TransactionControl(Kind.BEGIN, modes);
    }

    private static TransactionControl commit(TokenCursor tokens) {
        tokens.advance();
        tokens.acceptAny("WORK", "TRANSACTION");
        Kind kind = tokens.acceptAll("AND", "CHAIN") ? Kind.COMMIT_AND_CHAIN : Kind.COMMIT;
        tokens.acceptAll("AND", "NO", "CHAIN");
        return of(tokens.atEnd() ? kind : Kind.UNKNOWN);
    }
}
