package dev.manticore.migrations.settings.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody may have meant who mistyped a name. */
public final class Similar {
    private static final int MOST_DIFFERENCES = 3;
    private static final int LETTERS_FOR_EACH_DIFFERENCE = 3;

    private Similar() {}

    /** The known name that differs least, in at most three letters and in one of three; empty if there is none. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        LevenshteinDistance distance = new LevenshteinDistance(
                Math.max(1, Math.min(MOST_DIFFERENCES, name.length() / LETTERS_FOR_EACH_DIFFERENCE)));
        return known.stream()
                .filter(candidate -> distance.apply(candidate, name) >= 0)
                .min(Comparator.comparing(candidate -> distance.apply(candidate, name)));
    }
}
