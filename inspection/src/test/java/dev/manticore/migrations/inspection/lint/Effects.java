package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.Map;
import java.util.stream.Stream;

/** What bad scripts were seen to do, as one line for each: the strongest lock, and whether a table was written anew or read. */
final class Effects {
    private Effects() {}

    /** By the name of the case, e.g. {@code volatile-default/1-bad}. */
    static Map<String, String> of(LintCases cases) {
        Map<String, String> effects = new TreeMap<>();
        cases.cases().forEach(one -> effects.put(one.name(), of(cases.records(one))));
        return effects;
    }

    private static String of(List<StatementRecord> records) {
        if (!records.stream().allMatch(StatementRecord::observed)) {
            boolean rewritten = records.stream().anyMatch(record -> !record.rewritten().isEmpty());
            return "not observed" + (rewritten ? ", rewrite" : "");
        }
        Optional<LockMode> strongest = records.stream()
                .flatMap(record -> record.locks().stream())
                .filter(lock -> !lock.table().contains("_pkey"))
                .map(TableLock::mode)
                .max(LockMode::compareTo);
        Stream<String> parts = Stream.of(
                strongest.map(LockMode::toString).orElse("no lock"),
                records.stream().anyMatch(record -> !record.rewritten().isEmpty()) ? "rewrite" : null,
                records.stream().anyMatch(record -> !record.scanned().isEmpty()) ? "scan" : null);
        return String.join(", ", parts.filter(Objects::nonNull).toList());
    }
}
