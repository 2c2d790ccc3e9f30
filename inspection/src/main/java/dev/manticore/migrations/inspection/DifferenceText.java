package dev.manticore.migrations.inspection;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values in the line of a difference. */
final class DifferenceText {
    private DifferenceText() {}

    /** What is known of an object that the other catalog lacks, if one line says it. */
    static String summary(CatalogObject object) {
        Property main = object.kind().main();
        String value = main == null ? null : object.get(main);
        return value == null || value.contains("\n") ? "" : ": " + value;
    }

    /** Both values; of longer ones the first lines that differ. */
    static String values(@Nullable String expected, @Nullable String actual) {
        if (!hasLines(expected) && !hasLines(actual)) {
            return shown(actual) + ", expected " + shown(expected);
        }
        List<String> expectedLines = lines(expected);
        List<String> actualLines = lines(actual);
        int same = 0;
        while (same < Math.min(expectedLines.size(), actualLines.size())
                && Objects.equals(expectedLines.get(same), actualLines.get(same))) {
            same++;
        }
        return "different from line " + (same + 1) + ": " + shown(at(actualLines, same)) + ", expected "
                + shown(at(expectedLines, same));
    }

    private static boolean hasLines(@Nullable String value) {
        return value != null && value.contains("\n");
    }

    private static List<String> lines(@Nullable String value) {
        return value == null ? List.of() : value.lines().toList();
    }

    private static @Nullable String at(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : null;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nothing" : "\"" + value.strip() + "\"";
    }
}
