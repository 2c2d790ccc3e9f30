package dev.manticore.migrations.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A change of the database of {@code rich.sql}, as {@code mutations.sql} describes it.
 *
 * @param differences how the differences begin that it has to give
 */
record Mutation(String name, Set<String> flags, int since, String sql, List<String> differences) {
    private static final Pattern SECTION = Pattern.compile(
            "^--! ((?:alone |lasting )*)(?:since (\\d+) )?(.+)\\n((?:(?!--).*\\n)*)((?:--> .*\\n)+)",
            Pattern.MULTILINE);

    /** All that a server knows. */
    static List<Mutation> all(int version) {
        String text = resource("mutations.sql");
        List<Mutation> all = SECTION.matcher(text).results().map(Mutation::of).toList();
        long expected = Pattern.compile("^--! ", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .count();
        if (all.size() != expected) {
            throw new IllegalStateException(all.size() + " of " + expected + " mutations were read");
        }
        return all.stream()
                .filter(it -> it.since <= version)
                .map(it -> it.onServer(version))
                .toList();
    }

    /** A difference, too, may be one of later servers. */
    private Mutation onServer(int version) {
        return new Mutation(
                name,
                flags,
                since,
                sql,
                differences.stream()
                        .filter(line -> !line.startsWith("since ") || version >= Integer.parseInt(line.substring(6, 8)))
                        .map(line -> line.replaceFirst("^since \\d+ ", ""))
                        .toList());
    }

    private static Mutation of(MatchResult section) {
        return new Mutation(
                section.group(3),
                Set.of(section.group(1).split(" ")),
                section.group(2) == null ? 0 : Integer.parseInt(section.group(2)),
                section.group(4).strip(),
                section.group(5)
                        .lines()
                        .map(line -> line.substring("--> ".length()))
                        .toList());
    }

    /** Whether statements can undo it. */
    boolean isLasting() {
        return flags.contains("lasting");
    }

    /** Whether it cannot be made together with others. */
    boolean isAlone() {
        return flags.contains("alone") || isLasting();
    }

    /** Which differences are missing or too many after some changes; empty if neither. */
    static String unexpected(List<Mutation> mutations, CatalogDiff diff) {
        List<String> found = new ArrayList<>(
                diff.differences().stream().map(Object::toString).toList());
        List<String> missing = new ArrayList<>();
        mutations.forEach(mutation -> mutation.differences().forEach(beginning -> {
            String match = found.stream()
                    .filter(line -> line.startsWith(beginning))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                missing.add(beginning);
            } else {
                found.remove(match);
            }
        }));
        return (missing.isEmpty() ? "" : "not found: " + String.join("\n", missing) + "\n")
                + (found.isEmpty() ? "" : "not expected: " + String.join("\n", found));
    }

    static String resource(String name) {
        try (InputStream file = Mutation.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
