package dev.manticore.migrations.internal.load;

import dev.manticore.migrations.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a directory writes its versions: with dots or underscores, and with zeros in front of a number.
 *
 * @param written the highest version as its file name has it, e.g. {@code 01_2}; empty if there is none
 */
record VersionStyle(String written) {

    /** The highest version of no files. */
    static final VersionStyle NONE = new VersionStyle("");

    /** That highest version, or {@link Version#ZERO}. */
    Version highest() {
        return written.isEmpty() ? Version.ZERO : Version.parse(written);
    }

    /**
     * The version after another one, written like this one: its last number is one greater.
     *
     * @throws IllegalStateException if that number is the highest possible
     */
    String after(Version version) {
        List<Long> numbers = new ArrayList<>(version.numbers());
        List<String> parts = parts();
        // 1.0 is version 1, and 1.1 comes after it.
        while (version.equals(highest()) && numbers.size() < parts.size()) {
            numbers.add(0L);
        }
        int last = numbers.size() - 1;
        if (numbers.get(last) == Long.MAX_VALUE) {
            throw new IllegalStateException(
                    "there is no next version, because " + version + " ends with the highest possible number");
        }
        numbers.set(last, numbers.get(last) + 1);
        return IntStream.range(0, numbers.size())
                .mapToObj(i -> write(numbers.get(i), i < parts.size() ? parts.get(i) : ""))
                .collect(Collectors.joining(written.contains("_") ? "_" : "."));
    }

    /** As long as an example that has zeros in front. */
    private static String write(long number, String example) {
        String digits = Long.toString(number);
        int zeros = example.startsWith("0") ? example.length() - digits.length() : 0;
        return "0".repeat(Math.max(0, zeros)) + digits;
    }

    private List<String> parts() {
        return written.isEmpty() ? List.of() : List.of(written.split("[._]"));
    }
}
