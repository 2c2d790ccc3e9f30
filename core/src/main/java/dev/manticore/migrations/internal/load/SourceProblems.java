package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Problem;
import dev.manticore.migrations.spi.SourceException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The problems of a source that cannot be read or written. */
final class SourceProblems {
    private SourceProblems() {}

    /** One problem for the exception, and one for each that it suppresses. */
    static List<Problem> of(SourceException failure) {
        Stream<SourceException> others = Arrays.stream(failure.getSuppressed())
                .filter(SourceException.class::isInstance)
                .map(SourceException.class::cast);
        return Stream.concat(Stream.of(failure), others)
                .map(each -> new Problem(Problem.Kind.SOURCE_UNREADABLE, each.getMessage(), null, each.remedy()))
                .toList();
    }
}
