package dev.manticore.migrations;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The version of a migration: one or more whole numbers, compared one by one. Trailing zeros do not count: {@code 1.0}
 * equals {@code 1}. File names and the default history table hold versions of one number only.
 *
 * @param numbers at least one, each from 0 to 2^63-1. Version 0 is no migration's: as a target, it stands for a
 *     database without migrations
 */
public record Version(List<Long> numbers) implements MigrationId {

    /** No migration's version: the target of a database without migrations. */
    public static final Version ZERO = of(0);

    public Version {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("a version needs at least one number");
        }
        if (numbers.stream().anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("the numbers of a version must be 0 or greater, was " + joined(numbers));
        }
        int significant = numbers.size();
        while (significant > 1 && numbers.get(significant - 1) == 0) {
            significant--;
        }
        numbers = List.copyOf(numbers.subList(0, significant));
    }

    /** The version of these numbers. */
    public static Version of(long first, long... more) {
        return new Version(LongStream.concat(LongStream.of(first), LongStream.of(more))
                .boxed()
                .toList());
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
