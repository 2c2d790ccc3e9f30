package dev.manticore.migrations;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The version of a migration: one or more whole numbers, compared one by one. Trailing zeros do not count: {@code 1.0}
 * equals {@code 1}. The default history table holds versions of one number only.
 *
 * @param numbers at least one, each from 0 to 2^63-1. Version 0 is no migration's: as a target, it stands for a
 *     database without migrations
 */
public record Version(List<Long> numbers) implements MigrationId {

    private static final Pattern TEXT = Pattern.compile("[0-9]+(?:[._][0-9]+)*");

    /** No migration's version: the target of a database without migrations. */
    public static final Version ZERO = of(0);

    public Version {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("a version needs at least one number");
        }
        for (long number : numbers) {
            if (number < 0) {
                throw new IllegalArgumentException(
                        "the numbers of a version must be 0 or greater, was " + joined(numbers));
            }
        }
        int significant = numbers.size();
        while (significant > 1 && numbers.get(significant - 1) == 0) {
            significant--;
        }
        numbers = List.copyOf(numbers.subList(0, significant));
    }

    /** The version of these numbers. */
    public static Version of(long first, long... more) {
        return new Version(
                more.length == 0
                        ? List.of(first)
                        : LongStream.concat(LongStream.of(first), LongStream.of(more))
                                .boxed()
                                .toList());
    }

    /**
     * Reads a version such as {@code 7}, {@code 1.2} or {@code 1_2}, as in file names. Zeros in front of a number do not
     * count.
     *
     * @throws IllegalArgumentException if it is not one, or a number is above 2^63-1
     */
    public static Version parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw notAVersion(text, null);
        }
        try {
            boolean isOneNumber = text.indexOf('.') < 0 && text.indexOf('_') < 0;
            if (isOneNumber) {
                return of(Long.parseLong(text));
            }
            return new Version(
                    Arrays.stream(text.split("[._]")).map(Long::valueOf).toList());
        } catch (NumberFormatException tooLarge) {
            throw notAVersion(text, tooLarge);
        }
    }

    private static IllegalArgumentException notAVersion(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "'" + text + "' is not a version: expected whole numbers up to " + Long.MAX_VALUE
                        + " with dots between them, e.g. 7 or 1.2",
                cause);
    }

    /** Returns the first number, which is the whole version unless {@link #isWholeNumber} is false. */
    public long first() {
        return numbers.get(0);
    }

    /** Whether the version is a single number. */
    public boolean isWholeNumber() {
        return numbers.size() == 1;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.version(this);
    }

    @Override
    public String label() {
        return "V" + this;
    }

    @Override
    public String label(String description) {
        return label() + " " + description;
    }

    /** Written out, as {@link #hashCode}: what Java makes for records takes 10 ms when it first runs. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version version && numbers.equals(version.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    /** Before every name; among each other number by number, where a missing number counts as 0. */
    @Override
    public int compareTo(MigrationId other) {
        if (!(other instanceof Version version)) {
            return -1;
        }
        int longest = Math.max(numbers.size(), version.numbers.size());
        for (int i = 0; i < longest; i++) {
            int difference = Long.compare(number(i), version.number(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private long number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    /** The numbers with dots between them, e.g. {@code 3} or {@code 1.2}. */
    @Override
    public String toString() {
        return joined(numbers);
    }

    private static String joined(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
