package dev.manticore.migrations.settings.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody meant who mistyped a name. */
public final class Spelling {
    /** A third of a name's letters may differ; a name that differs by more is another word. */
    private static final int LETTERS_FOR_A_DIFFERENCE = 3;

    private Spelling() {}

    /** The known name that differs least from the typed one, the first of several; empty if none is near. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        LevenshteinDistance distance = new LevenshteinDistance(Math.max(1, typed.length() / LETTERS_FOR_A_DIFFERENCE));
        return known.stream()
                .filter(name -> distance.apply(name, typed) >= 0)
                .min(Comparator.comparing(name -> distance.apply(name, typed)));
    }
}
