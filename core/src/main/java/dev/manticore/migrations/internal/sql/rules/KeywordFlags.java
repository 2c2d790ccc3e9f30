package dev.manticore.migrations.internal.sql.rules;

import dev.manticore.migrations.internal.sql.lexer.Lexer;

/**
 * Records, while a statement is read for the first time, whether it may contain certain keywords. The rules need a
 * second pass over the statement only if it may. A flag that is false is certain; a flag that is true is not.
 */
public final class KeywordFlags {

    private final String text;
    private boolean into;
    private boolean sessionFunction;
    private boolean conformingStrings;

    /** Creates flags for a script, all of them false. */
    public KeywordFlags(String text) {
        this.text = text;
    }

    /** Creates flags for a statement whose keywords are not known: all of them true. */
    public static KeywordFlags unknown() {
        KeywordFlags flags = new KeywordFlags("");
        flags.into = true;
        flags.sessionFunction = true;
        flags.conformingStrings = true;
        return flags;
    }

    /** Sets all flags to false. */
    public void reset() {
        into = false;
        sessionFunction = false;
        conformingStrings = false;
    }

    /** Returns whether there is a word INTO. */
    boolean into() {
        return into;
    }

    /** Returns whether there may be the name of a function that {@link SessionRules} knows. */
    boolean sessionFunction() {
        return sessionFunction;
    }

    /** Returns whether {@code standard_conforming_strings} may occur, as an identifier or a string. */
    public boolean conformingStrings() {
        return conformingStrings;
    }

    /** Takes the next token, which must not be a symbol. The length of most tokens excludes all keywords. */
    public void accept(Lexer token) {
        int length = token.end() - token.start();
        if (length == 4) {
            into |= token.is("INTO");
        } else if (length >= SessionRules.SHORTEST_FUNCTION && length <= SessionRules.LONGEST_FUNCTION) {
            sessionFunction |= SessionRules.mayStartFunction(text.charAt(token.start()));
            conformingStrings |= StandardConformingStrings.isNamedBy(text, token);
        }
    }
}
