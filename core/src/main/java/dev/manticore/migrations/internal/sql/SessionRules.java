package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.Lexer.Kind;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What leaves something behind in the session. All methods expect the cursor at the statement's start. */
final class SessionRules {

    /** {@code set_config} and {@code pg_try_advisory_lock_shared}, quoted or not. */
    static final int SHORTEST_FUNCTION = 10;

    static final int LONGEST_FUNCTION = 29;

    /** Tokens of the first two arguments of a set_config that is looked into. */
    private static final int LONGEST_ARGUMENTS = 64;

    // In a string or a body or not; what is no setting's name does no harm.
    private static final Pattern CUSTOM_SETTING =
            Pattern.compile("(?<![\\w$.])[A-Za-z_][\\w$]*+(?:\\.[A-Za-z_][\\w$]*+)++");

    private SessionRules() {}

    static Stream<String> customSettings(String statement) {
        return CUSTOM_SETTING.matcher(statement).results().map(MatchResult::group);
    }

    /** {@code SET [SESSION | LOCAL] ROLE} or {@code SESSION AUTHORIZATION}, or the settings behind them. */
    static boolean changesUser(Tokens tokens) {
        if (!tokens.accept("SET")) {
            return false;
        }
        if (!tokens.acceptAll("SESSION", "AUTHORIZATION")) {
            tokens.acceptAny("SESSION", "LOCAL");
            return tokens.acceptAll("SESSION", "AUTHORIZATION")
                    || ((tokens.atName("ROLE") || tokens.atName("SESSION_AUTHORIZATION")) && !tokens.beforeSymbol('.'));
        }
        return true;
    }

    /** A SELECT of one set_config and nothing else, as pg_dump sets the search_path; its arguments call nothing. */
    static boolean isSetConfig(Tokens tokens) {
        if (!tokens.accept("SELECT")) {
            return false;
        }
        if (tokens.atName("PG_CATALOG") && tokens.beforeSymbol('.')) {
            tokens.advance();
            tokens.advance();
        }
        if (!tokens.atName("SET_CONFIG") || !tokens.beforeSymbol('(')) {
            return false;
        }
        tokens.advance();
        tokens.advance();
        while (!tokens.atEnd() && !tokens.at('(') && !tokens.at(')')) {
            tokens.advance();
        }
        return tokens.accept(')') && tokens.atEnd();
    }

    static boolean changes(Tokens tokens, Mentions mentions) {
        if (isWordedSo(tokens)) {
            return true;
        }
        tokens.rewind();
        return switch (tokens.word()) {
            case "DO" -> DoBody.of(tokens).changesSession();
            case "SELECT", "WITH", "" ->
                (mentions.into() && selectsIntoTemporary(tokens))
                        || (mentions.sessionFunction() && calls(tokens.rewind()));
            default -> mentions.sessionFunction() && !isRoutine(tokens) && calls(tokens.rewind());
        };
    }

    /** Whether the first words say so, whatever follows. */
    static boolean isWordedSo(Tokens tokens) {
        String verb = tokens.word();
        return switch (verb) {
            case "SET" -> set(tokens);
            case "RESET" -> !Classifier.isClusterSetting(tokens);
            case "LISTEN", "UNLISTEN", "LOAD", "DISCARD", "DEALLOCATE", "USE" -> true;
            case "PREPARE" -> !TransactionRules.controls(tokens);
            case "DECLARE" -> holds(tokens);
            case "CREATE" -> createsTemporary(tokens);
            default -> false;
        };
    }

    private static boolean set(Tokens tokens) {
        return !Classifier.isClusterSetting(tokens) && !isLocal(tokens);
    }

    /** What holds until the end of the transaction, and outside one has no effect but a warning. */
    static boolean isLocal(Tokens tokens) {
        // A setting of one's own may be called local.x.
        return tokens.accept("SET") && tokens.atAny("LOCAL", "TRANSACTION", "CONSTRAINTS") && !tokens.beforeSymbol('.');
    }

    private static boolean holds(Tokens tokens) {
        while (!tokens.atEnd() && !tokens.at("FOR")) {
            if (tokens.acceptAll("WITH", "HOLD")) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean createsTemporary(Tokens tokens) {
        tokens.advance();
        tokens.acceptAll("OR", "REPLACE");
        tokens.acceptAny("LOCAL", "GLOBAL");
        if (tokens.acceptAny("TEMP", "TEMPORARY")) {
            return !dropsOnCommit(tokens);
        }
        while (tokens.kind() == Kind.WORD || tokens.kind() == Kind.QUOTED_NAME) {
            if (isTemporarySchema(tokens)) {
                return !dropsOnCommit(tokens);
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean isTemporarySchema(Tokens tokens) {
        return tokens.atName("PG_TEMP") && tokens.beforeSymbol('.');
    }

    private static boolean dropsOnCommit(Tokens tokens) {
        while (!tokens.atEnd()) {
            if (tokens.acceptAll("ON", "COMMIT", "DROP")) {
                return true;
            }
            tokens.skipGroup();
        }
        return false;
    }

    private static boolean isRoutine(Tokens tokens) {
        if (!tokens.accept("CREATE")) {
            return false;
        }
        tokens.acceptAll("OR", "REPLACE");
        return tokens.atAny("FUNCTION", "PROCEDURE");
    }

    private static boolean selectsIntoTemporary(Tokens tokens) {
        if (!Into.find(tokens)) {
            return false;
        }
        tokens.acceptAny("LOCAL", "GLOBAL");
        return tokens.atAny("TEMP", "TEMPORARY") || isTemporarySchema(tokens);
    }

    /** Whether a function is called that changes the session, from the cursor to the end. */
    static boolean calls(Tokens tokens) {
        while (!tokens.atEnd()) {
            if (mayBeFunction(tokens) && tokens.beforeSymbol('(') && isCall(tokens)) {
                return true;
            }
            tokens.advance();
        }
        return false;
    }

    private static boolean mayBeFunction(Tokens tokens) {
        int length = tokens.length();
        return length >= SHORTEST_FUNCTION
                && length <= LONGEST_FUNCTION
                && (tokens.kind() == Kind.WORD || tokens.kind() == Kind.QUOTED_NAME);
    }

    /** Whether the name of one of the functions begins so. */
    static boolean mayBeFunction(char first) {
        return first == '"' || (first | 0x20) == 's' || (first | 0x20) == 'p';
    }

    /** Advisory locks that end with the transaction have other names; those that are given back don't matter. */
    private static boolean isCall(Tokens tokens) {
        String name = tokens.value().replace("\"", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "set_config" -> !isLocalSetting(tokens);
            case "pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared" ->
                true;
            default -> false;
        };
    }

    /** {@code set_config(name, value, true)} is SET LOCAL; any other third argument may be false. */
    private static boolean isLocalSetting(Tokens tokens) {
        int mark = tokens.mark();
        tokens.advance();
        tokens.advance();
        int depth = 0;
        int commas = 0;
        // Bounded, so that calls within calls don't make it quadratic; a longer list counts as not local.
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
