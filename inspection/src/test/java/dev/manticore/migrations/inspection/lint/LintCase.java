package dev.manticore.migrations.inspection.lint;

import dev.manticore.migrations.Migration;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.lint.Fix.Insertion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script of {@code src/test/resources/lint/RULE/NUMBER-bad.sql} or {@code -good.sql}, and {@code -before.sql} with what it finds. A
 * comment in its first line may say {@code since 18}, the oldest server for it; {@code also: RULE}, another rule that speaks of it by
 * its nature; or {@code with undo}.
 *
 * @param number of all cases of its kind, from 0
 */
record LintCase(int number, String rule, String name, String before, String script) {
    private static final Pattern SINCE = Pattern.compile("^-- since (\\d+)$", Pattern.MULTILINE);
    private static final Pattern ALSO = Pattern.compile("^-- also: (.+)$", Pattern.MULTILINE);
    private static final int STEP = 2;

    /** A schema for {@link #unchanged}. */
    static final String SHARED = "shared";

    /** All that there are, sorted. */
    static List<LintCase> all(String kind) {
        List<LintCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory())) {
            for (Path file : files.filter(it -> it.toString().endsWith("-" + kind + ".sql"))
                    .sorted()
                    .toList()) {
                String number = file.getFileName().toString().replace("-" + kind + ".sql", "");
                Path before = file.resolveSibling(number + "-before.sql");
                String rule = file.getParent().getFileName().toString();
                cases.add(new LintCase(
                        cases.size(),
                        rule,
                        rule + "/" + number + "-" + kind,
                        Files.exists(before) ? Files.readString(before) : "SELECT 1;",
                        Files.readString(file)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return cases;
    }

    private static Path directory() {
        try {
            URI uri = LintCase.class.getResource("/lint").toURI();
            return Path.of(uri);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean runsOn(int server) {
        Matcher since = SINCE.matcher(script);
        return !since.find() || server >= Integer.parseInt(since.group(1));
    }

    /** The rules that speak of it by its nature. */
    Set<String> also() {
        Matcher also = ALSO.matcher(script);
        return also.find() ? new TreeSet<>(List.of(also.group(1).split(", "))) : Set.of();
    }

    boolean isForCockroach() {
        return rule.startsWith("cockroach-");
    }

    MigrationId id() {
        return Version.of(version());
    }

    private long version() {
        return (long) number * STEP + 2;
    }

    /** What it finds, and the script; both in a schema of the case. */
    Stream<Migration> migrations() {
        return Stream.of(
                new Migration(
                        version() - 1,
                        "before " + name,
                        "CREATE SCHEMA " + schema() + ";\n" + inSchema(before),
                        "DROP SCHEMA " + schema() + " CASCADE;"),
                new Migration(version(), name, inSchema(script), undo()));
    }

    String schema() {
        return "case_" + number;
    }

    /** What it finds, and the script as it is; both where unqualified names are found in {@link #SHARED}, which is made anew. */
    Stream<Migration> unchanged() {
        return Stream.of(
                new Migration(
                        version() - 1,
                        "before " + name,
                        "DROP SCHEMA IF EXISTS " + SHARED + " CASCADE;\nCREATE SCHEMA " + SHARED + ";\n" + before,
                        null),
                new Migration(version(), name, script, undo()));
    }

    /** The case with the changes of the file that findings propose. */
    LintCase fixed(List<Finding> findings) {
        StringBuilder fixed = new StringBuilder(script);
        List<String> lines = script.lines().toList();
        findings.stream()
                .map(finding -> finding.fix().orElseThrow())
                .filter(fix -> !fix.insertions().isEmpty())
                .limit(1)
                .flatMap(fix -> fix.insertions().stream())
                .sorted(Comparator.comparing(Insertion::line)
                        .thenComparing(Insertion::column)
                        .reversed())
                .forEach(insertion -> fixed.insert(
                        lines.stream()
                                        .limit(insertion.line() - 1L)
                                        .mapToInt(line -> line.length() + 1)
                                        .sum()
                                + insertion.column()
                                - 1,
                        insertion.text()));
        findings.stream()
                .flatMap(finding -> finding.fix().orElseThrow().headers().stream())
                .distinct()
                .forEach(header -> fixed.insert(0, "-- manticore: " + header + "\n"));
        return new LintCase(number, rule, name, before, fixed.toString());
    }

    /** The script, which says behind its header where its tables are. */
    private String inSchema(String sql) {
        int start = 0;
        while (sql.startsWith("--", start)) {
            start = sql.indexOf('\n', start) + 1;
        }
        return sql.substring(0, start) + "SET search_path = " + schema() + ";\n" + sql.substring(start);
    }

    private @Nullable String undo() {
        return Optional.of("SELECT 1;")
                .filter(sql -> !rule.equals("undo-missing") || script.contains("-- with undo"))
                .orElse(null);
    }
}
