package dev.manticore.migrations.inspection.lint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a script was seen to do, in one line: the strongest lock, and whether a table was written anew or read. */
final class Effects {
    private Effects() {}

    static String of(List<StatementRecord> records) {
        if (!records.stream().allMatch(StatementRecord::observed)) {
            boolean rewritten =
                    records.stream().anyMatch(record -> !record.rewritten().isEmpty());
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
