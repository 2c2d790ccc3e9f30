package dev.manticore.migrations.internal.sql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a script.
 *
 * @param start UTF-16 index of its first token
 * @param end UTF-16 index behind its last token; comments around it and the semicolon aren't part of it
 * @param effect what it works on
 * @param traits what else there is to know
 * @param copy the rows that follow it, when it is a {@code COPY .. FROM STDIN}; otherwise null
 */
public record SqlStatement(
        int start,
        int end,
        Effect effect,
        Set<Trait> traits,
        @Nullable CopyData copy) {

    /** Checks the offsets and copies the set. */
    public SqlStatement {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("not a statement: offsets " + start + " to " + end);
        }
        // Not Set.copyOf, whose order differs from run to run: a plan is printed.
        EnumSet<Trait> copied = EnumSet.noneOf(Trait.class);
        copied.addAll(traits);
        traits = Collections.unmodifiableSet(copied);
    }

    /** Says whether it has that trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns its text, given the script that it was found in. */
    public String text(String script) {
        return script.substring(start, end);
    }
}
