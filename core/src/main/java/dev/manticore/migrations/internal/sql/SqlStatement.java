package dev.manticore.migrations.internal.sql;

import dev.manticore.migrations.internal.sql.rules.Effect;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.text.TextRange;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a script.
 *
 * @param start UTF-16 index of its first token
 * @param end UTF-16 index after its last token, so without the semicolon and surrounding comments
 * @param effect what it changes or reads
 * @param traits how it can be run, in the order of the enum
 * @param copyData the rows that follow a {@code COPY .. FROM STDIN} in the script, with their line terminators and
 *     without the {@code \.} line; null for other statements
 */
public record SqlStatement(
        int start,
        int end,
        Effect effect,
        Set<Trait> traits,
        @Nullable TextRange copyData) {

    /** Checks the offsets and copies the set. */
    public SqlStatement {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a statement cannot reach from offset " + start + " to " + end);
        }
        // Not Set.copyOf, whose order differs from run to run: plans are printed.
        EnumSet<Trait> copied = EnumSet.noneOf(Trait.class);
        copied.addAll(traits);
        // A dump has millions of statements without any.
        traits = copied.isEmpty() ? Set.of() : Collections.unmodifiableSet(copied);
    }

    /** Returns whether it has a trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns its text in the given script, which must be the one it was found in. */
    public String text(String script) {
        return script.substring(start, end);
    }
}
