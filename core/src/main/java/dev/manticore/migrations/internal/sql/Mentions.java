package dev.manticore.migrations.internal.sql;

/**
 * Notes while a statement is being read what occurs in it, so that nearly all statements needn't be read a second time to the end. Coarse:
 * what isn't noted isn't there; what is noted has to be looked at.
 */
final class Mentions {

    private final String text;
    private boolean into;
    private boolean sessionFunction;
    private boolean conformingStrings;

    Mentions(String text) {
        this.text = text;
    }

    void reset() {
        into = false;
        sessionFunction = false;
        conformingStrings = false;
    }

    /** Whether there is a word INTO. */
    boolean into() {
        return into;
    }

    /** Whether there is a name that may be that of a function in {@link SessionRules}. */
    boolean sessionFunction() {
        return sessionFunction;
    }

    /** Whether the setting of {@link ConformingStrings} is named: by a word, a quoted name or a plain string. */
    boolean conformingStrings() {
        return conformingStrings;
    }

    /** Takes the next token, which isn't a symbol. Most are too short or too long to be anything. */
    void accept(Lexer token) {
        int length = token.end() - token.start();
        if (length == 4) {
            into |= token.is("INTO");
        } else if (length >= SessionRules.SHORTEST_FUNCTION && length <= SessionRules.LONGEST_FUNCTION) {
            sessionFunction |= SessionRules.mayBeFunction(text.charAt(token.start()));
            conformingStrings |= ConformingStrings.isNamedBy(text, token);
        }
    }
}
