package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Lexer.TokenKind;
import dev.manticore.migrations.internal.sql.lexer.TokenCursor;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds statements that change the state of the session. All methods expect the cursor at the start of the statement. */
public final class SessionRules {

    /** The shortest function name is {@code set_config}, the longest {@code pg_try_advisory_lock_shared} in quotes. */
    static final int SHORTEST_FUNCTION = 10;

    static final int LONGEST_FUNCTION = 29;

    /** How many tokens the first two arguments of a set_config may have; see {@link #isLocalSetting}. */
    private static final int LONGEST_ARGUMENTS = 64;

    // Matches anywhere, in strings and function bodies too. Names that are not settings do no harm.
    private static final Pattern CUSTOM_SETTING =
            Pattern.compile("(?<![\\w$.])[A-Za-z_][\\w$]*+(?:\\.[A-Za-z_][\\w$]*+)++");

    private static final List<String> TRANSACTION_MODES =
            List.of("TRANSACTION_ISOLATION", "TRANSACTION_READ_ONLY", "TRANSACTION_DEFERRABLE");

    private SessionRules() {}

    /** Returns all names of the form {@code app.tenant} in a statement; they may be names of custom settings. */
    public static Stream<String> customSettings(String statement) {
        return CUSTOM_SETTING.matcher(statement).results().map(MatchResult::group);
    }

    /**
     * Says whether a statement is SET ROLE or SET SESSION AUTHORIZATION, or sets the settings {@code role} or
     * {@code session_authorization}.
     */
    public static boolean changesUser(TokenCursor tokens) {
        if (!tokens.accept("SET")) {
            return false;
        }
        if (!tokens.acceptAll("SESSION", "AUTHORIZATION")) {
            tokens.acceptAny("SESSION", "LOCAL");
            return tokens.acceptAll("SESSION", "AUTHORIZATION")
                    || ((tokens.atName("ROLE") || tokens.atName("SESSION_AUTHORIZATION")) && !tokens.isFollowedBy('.'));
        }
        return true;
    }

    /** Says whether a statement is a SELECT of one set_config without calls in its arguments, as pg_dump writes it. */
    public static boolean isSetConfig(TokenCursor tokens) {
        if (!tokens.accept("SELECT")) {
            return false;
        }
        if (tokens.atName("PG_CATALOG") && tokens.isFollowedBy('.')) {
            tokens.advance();
            tokens.advance();
        }
        if (!tokens.atName("SET_CONFIG") || !tokens.isFollowedBy('(')) {
            return false;
        }
        tokens.advance();
        tokens.advance();
        while (!tokens.atEnd() && !tokens.at('(') && !tokens.at(')')) {
            tokens.advance();
        }
        return tokens.accept(')') && tokens.atEnd();
    }

    /** Returns what a statement changes in its session beyond the end of the transaction. */
    static Set<SessionChange> changes(TokenCursor tokens, KeywordFlags flags) {
        SessionChange first = startsAsChange(tokens);
        if (first != null) {
            return Set.of(first);
        }
        tokens.rewind();
        return switch (tokens.word()) {
            case "DO" -> DoBody.of(tokens).sessionChanges();
            case "SELECT", "WITH", "" -> select(tokens, flags);
            default -> flags.sessionFunction() && !isRoutine(tokens) ? functionsCalled(tokens.rewind()) : Set.of();
        };
    }

    private static Set<SessionChange> select(TokenCursor tokens, KeywordFlags flags) {
        boolean temporary = flags.into() && selectsIntoTemporary(tokens);
        Set<SessionChange> called = flags.sessionFunction() ? functionsCalled(tokens.rewind()) : Set.of();
        if (!temporary) {
            return called;
        }
        Set<SessionChange> all = EnumSet.of(SessionChange.TEMPORARY_OBJECT);
        all.addAll(called);
        return all;
    }

    /** Returns what the first words show that a statement changes in its session, or null. */
    static @Nullable SessionChange startsAsChange(TokenCursor tokens) {
        String verb = tokens.word();
        return switch (verb) {
            case "SET" -> set(tokens);
            case "RESET" -> reset(tokens);
            case "USE" -> SessionChange.SETTING;
            case "LISTEN", "UNLISTEN" -> SessionChange.CHANNEL;
            case "LOAD", "DEALLOCATE" -> SessionChange.LASTING;
            case "DISCARD" -> discard(tokens);
            case "PREPARE" -> TransactionControl.of(tokens).isPresent() ? null : SessionChange.LASTING;
            case "DECLARE" -> declaresWithHold(tokens) ? SessionChange.CURSOR : null;
            case "CREATE" -> createsTemporary(tokens) ? SessionChange.TEMPORARY_OBJECT : null;
            default -> null;
        };
    }

    private static @Nullable SessionChange set(TokenCursor tokens) {
        int mark = tokens.mark();
        if (Clauses.isClusterSetting(tokens) || isLocalSet(tokens)) {
            return null;
        }
        tokens.reset(mark);
        tokens.advance();
        tokens.accept("SESSION");
        return isSetForGood(tokens) ? SessionChange.LASTING : SessionChange.SETTING;
    }

    private static @Nullable SessionChange reset(TokenCursor tokens) {
        if (Clauses.isClusterSetting(tokens)) {
            return null;
        }
        tokens.advance();
        return tokens.at("ALL") || isSetForGood(tokens) ? SessionChange.LASTING : SessionChange.SETTING;
    }

    /** {@code temp_buffers} can't be changed any more once the session has used a temporary table. */
    private static boolean isSetForGood(TokenCursor tokens) {
        return tokens.atName("TEMP_BUFFERS");
    }

    private static @Nullable SessionChange discard(TokenCursor tokens) {
        tokens.advance();
        if (tokens.atAny("TEMP", "TEMPORARY")) {
            return SessionChange.TEMPORARY_OBJECT;
        }
        return tokens.at("ALL") ? SessionChange.LASTING : null;
    }

    /** Says whether a statement sets the mode of its transaction, which PostgreSQL accepts before the first query only. */
    public static boolean setsTransactionMode(TokenCursor tokens) {
        if (!tokens.accept("SET")) {
            return false;
        }
        if (tokens.at("TRANSACTION") && !tokens.isFollowedBy('.')) {
            return true;
        }
        tokens.acceptAny("SESSION", "LOCAL");
        return TRANSACTION_MODES.stream().anyMatch(tokens::atName) && !tokens.isFollowedBy('.');
    }

    /** Says whether a statement is a SET. */
    public static boolean isSet(TokenCursor tokens) {
        return tokens.at("SET");
    }

    /**
     * Says whether a statement only affects its transaction. Outside of one, SET LOCAL, SET TRANSACTION and SET CONSTRAINTS
     * have no effect, and LOCK, SAVEPOINT, RELEASE and ROLLBACK TO are errors.
     */
    public static boolean isLocal(TokenCursor tokens) {
        return tokens.atAny("LOCK", "SAVEPOINT", "RELEASE")
                || (tokens.at("ROLLBACK") ? TransactionControl.isRollbackTo(tokens) : isLocalSet(tokens));
    }

    private static boolean isLocalSet(TokenCursor tokens) {
        // local.x is the name of a custom setting.
        return tokens.accept("SET") && tokens.atAny("LOCAL", "TRANSACTION", "CONSTRAINTS") && !tokens.isFollowedBy('.');
    }

    private static boolean declaresWithHold(TokenCursor tokens) {
        while (!tokens.atEnd() && !tokens.at("FOR")) {
            if (tokens.acceptAll("WITH", "HOLD")) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean createsTemporary(TokenCursor tokens) {
        tokens.advance();
        tokens.acceptAll("OR", "REPLACE");
        tokens.acceptAny("LOCAL", "GLOBAL");
        if (tokens.acceptAny("TEMP", "TEMPORARY")) {
            return !dropsOnCommit(tokens);
        }
        while (tokens.kind() == TokenKind.WORD || tokens.kind() == TokenKind.QUOTED_IDENTIFIER) {
            if (isTemporarySchema(tokens)) {
                return !dropsOnCommit(tokens);
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean isTemporarySchema(TokenCursor tokens) {
        return tokens.atName("PG_TEMP") && tokens.isFollowedBy('.');
    }

    private static boolean dropsOnCommit(TokenCursor tokens) {
        while (!tokens.atEnd()) {
            if (tokens.acceptAll("ON", "COMMIT", "DROP")) {
                return true;
            }
            tokens.skipGroup();
        }
        return false;
    }

    private static boolean isRoutine(TokenCursor tokens) {
        if (!tokens.accept("CREATE")) {
            return false;
        }
        tokens.acceptAll("OR", "REPLACE");
        return tokens.atAny("FUNCTION", "PROCEDURE");
    }

    private static boolean selectsIntoTemporary(TokenCursor tokens) {
        if (!Clauses.skipSelectInto(tokens)) {
            return false;
        }
        tokens.acceptAny("LOCAL", "GLOBAL");
        return tokens.atAny("TEMP", "TEMPORARY") || isTemporarySchema(tokens);
    }

    /** Returns what the functions that are called after the cursor change in the session. */
    static Set<SessionChange> functionsCalled(TokenCursor tokens) {
        Set<SessionChange> changes = EnumSet.noneOf(SessionChange.class);
        while (!tokens.atEnd()) {
            if (mayBeFunction(tokens) && tokens.isFollowedBy('(')) {
                SessionChange change = function(tokens);
                if (change != null) {
                    changes.add(change);
                }
            }
            tokens.advance();
        }
        return changes;
    }

    private static boolean mayBeFunction(TokenCursor tokens) {
        int length = tokens.length();
        return length >= SHORTEST_FUNCTION
                && length <= LONGEST_FUNCTION
                && (tokens.kind() == TokenKind.WORD || tokens.kind() == TokenKind.QUOTED_IDENTIFIER);
    }

    /** Says whether the name of one of the functions may start with this character. */
    static boolean mayStartFunction(char first) {
        return first == '"' || (first | 0x20) == 's' || (first | 0x20) == 'p';
    }

    /** Transaction-level advisory locks have other names. Whether a session-level lock is released later does not matter. */
    private static @Nullable SessionChange function(TokenCursor tokens) {
        String name = tokens.value().replace("\"", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "set_config" -> isLocalSetting(tokens) ? null : SessionChange.SETTING;
            case "pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared" ->
                SessionChange.LASTING;
            default -> null;
        };
    }

    /** {@code set_config(name, value, true)} is a SET LOCAL. Any other third argument may be false. */
    private static boolean isLocalSetting(TokenCursor tokens) {
        int mark = tokens.mark();
        tokens.advance();
        tokens.advance();
        int depth = 0;
        int commas = 0;
        // The limit prevents quadratic time for nested calls. Longer arguments count as not local.
        for (int i = 0; i < LONGEST_ARGUMENTS && commas < 2 && !tokens.atEnd() && depth >= 0; i++) {
            if (tokens.at('(')) {
                depth++;
            } else if (tokens.at(')')) {
                depth--;
            } else if (tokens.at(',') && depth == 0) {
                commas++;
            }
            tokens.advance();
        }
        boolean local = commas == 2 && tokens.accept("TRUE") && tokens.at(')');
        tokens.reset(mark);
        return local;
    }
}
