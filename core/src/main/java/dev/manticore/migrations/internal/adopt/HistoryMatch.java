package dev.manticore.migrations.internal.adopt;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.AppliedMigration.Kind;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.history.TableName;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ResolvedMigration;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.plan.Baselines;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.HistoryStore;
import dev.manticore.migrations.spi.ReadableHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Matches another tool's history with the files: the rows to write, or all problems. Has no side effects. Used once for
 * each reading of the history.
 */
public final class HistoryMatch {
    private final MigrationSet files;
    private final ReadableHistory from;
    private final HistoryStore to;
    private final Set<Deviation> tolerated;
    private final List<AppliedMigration> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param rows what our history has to hold, in ascending order; incomplete if there are problems
     * @param notes what is unusual and no problem
     */
    public record Matched(List<AppliedMigration> rows, List<String> notes, List<Problem> problems) {
        public Matched {
            rows = List.copyOf(rows);
            notes = List.copyOf(notes);
            problems = List.copyOf(problems);
        }
    }

    private HistoryMatch(MigrationSet files, ReadableHistory from, HistoryStore to, Set<Deviation> tolerated) {
        this.files = files;
        this.from = from;
        this.to = to;
        this.tolerated = tolerated;
        problems.addAll(files.problems());
    }

    /**
     * Matches.
     *
     * @param history as {@code from} read it
     * @param to where the rows are to be written
     * @param tolerated the deviations of the history from the files that are not problems
     */
    public static Matched match(
            MigrationSet files, History history, ReadableHistory from, HistoryStore to, Set<Deviation> tolerated) {
        return new HistoryMatch(files, from, to, tolerated).match(history);
    }

    private Matched match(History history) {
        history.failed().forEach(failed -> problems.add(from.failure(failed)));
        for (AppliedMigration entry : history.entries()) {
            if (from.isCumulative()) {
                filesBelow(entry).forEach(file -> row(entry, file));
            }
            entry.id().match(new Recorded(entry));
        }
        checkLate(history);
        rows.sort(Comparator.comparing(AppliedMigration::id));
        return new Matched(rows, notes, problems);
    }

    private Stream<ResolvedMigration> filesBelow(AppliedMigration entry) {
        return entry.id() instanceof Version version
                ? files.byVersion().headMap(version, false).values().stream()
                : Stream.empty();
    }

    /** Decides about an entry of the other history; returns its file. */
    private final class Recorded implements MigrationId.Cases<Optional<ResolvedMigration>> {
        private final AppliedMigration entry;
        private final @Nullable ResolvedMigration file;

        Recorded(AppliedMigration entry) {
            this.entry = entry;
            this.file = files.find(entry.id());
        }

        @Override
        public Optional<ResolvedMigration> version(Version version) {
            Optional<String> refusal = to.refusal(version);
            if (refusal.isPresent()) {
                problems.add(unrecordable(refusal.get(), file));
            } else if (entry.kind().isBaseline()) {
                baseline(version, entry);
            } else if (file != null) {
                row(entry, file);
            } else if (entry.kind() == Kind.SCRIPT && !tolerated.contains(Deviation.MISSING_FILE)) {
                missing(entry);
            } else {
                withoutFile(entry);
            }
            return Optional.ofNullable(file);
        }

        @Override
        public Optional<ResolvedMigration> repeatable(RepeatableName name) {
            if (file != null) {
                repeatableRow(entry, file);
            } else if (tolerated.contains(Deviation.MISSING_FILE)) {
                notes.add(entry.id().label() + " has no file. It was not adopted.");
            } else {
                missing(entry);
            }
            return Optional.ofNullable(file);
        }
    }

    private void baseline(Version version, AppliedMigration entry) {
        if (version.equals(Version.ZERO)) {
            notes.add("The baseline at version 0 was not adopted: it stands for nothing.");
            return;
        }
        rows.add(copy(version, entry, entry.description(), null, entry.kind()));
        notes.add(version.label() + " is a baseline: no version up to it will be applied.");
    }

    /** A version that has a file. */
    private void row(AppliedMigration entry, ResolvedMigration file) {
        Script script = file.up();
        if (script.isUnreadable()) {
            problems.addAll(script.problems());
            return;
        }
        boolean changeTolerated = tolerated.contains(Deviation.CHANGED_CHECKSUM);
        if (isChanged(entry, script) && !changeTolerated) {
            problems.add(changed(
                    Problem.Kind.CHANGED_CHECKSUM,
                    entry.id().label() + " has changed since " + from.keeper() + " applied it: the checksums differ.",
                    script));
        }
        String recorded = entry.description();
        if (!recorded.isEmpty() && !recorded.equals(file.description()) && !changeTolerated) {
            problems.add(changed(
                    Problem.Kind.CHANGED_DESCRIPTION,
                    entry.id().label() + " is named \"" + file.description() + "\", but " + from.keeper()
                            + " has it as \"" + recorded + "\".",
                    script));
        }
        rows.add(copy(file.id(), entry, file.description(), script, file.kind()));
    }

    /** A repeatable migration that has changed is applied again; a row without a checksum says so. */
    private void repeatableRow(AppliedMigration entry, ResolvedMigration file) {
        Script script = file.up();
        if (script.isUnreadable()) {
            problems.addAll(script.problems());
            return;
        }
        boolean outdated = entry.checksum() == null || script.code().isPresent() || isChanged(entry, script);
        if (outdated) {
            notes.add(entry.id().label() + " has changed since " + from.keeper()
                    + " applied it. It will be applied again.");
        }
        rows.add(copy(file.id(), entry, file.description(), outdated ? null : script, file.kind()));
    }

    private void withoutFile(AppliedMigration entry) {
        boolean isScript = entry.kind() == Kind.SCRIPT || entry.kind() == Kind.WITHOUT_FILE;
        String description = entry.description().isEmpty() ? "applied by " + from.keeper() : entry.description();
        rows.add(copy(entry.id(), entry, description, null, isScript ? Kind.WITHOUT_FILE : Kind.OTHER));
        notes.add(entry.id().label(description) + " has no file. It counts as applied.");
    }

    /** @param script the file; null for a row without checksums */
    private static AppliedMigration copy(
            MigrationId id, AppliedMigration entry, String description, @Nullable Script script, Kind kind) {
        return new AppliedMigration(
                id,
                description,
                entry.appliedAt(),
                script == null ? null : script.recordedChecksum(),
                entry.duration(),
                entry.appliedBy(),
                kind,
                script == null ? null : script.recordedContent());
    }

    /** Whether there is no checksum to write, because the file cannot be read. */
    /** Whether the other history's checksum is not that of the file. What was no script has none to compare. */
    private boolean isChanged(AppliedMigration entry, Script script) {
        String text = entry.id() instanceof RepeatableName
                ? script.sql().normalisedWithValues()
                : script.sql().normalised();
        return entry.kind() == Kind.SCRIPT
                && script.code().isEmpty()
                && entry.checksum() != null
                && !entry.checksum().equals(from.checksum(text));
    }

    /** Files that the other tool has not applied, below what it has: no run would apply them. */
    private void checkLate(History history) {
        if (tolerated.contains(Deviation.LATE_VERSION) || from.isCumulative()) {
            return;
        }
        NavigableSet<Version> applied = new TreeSet<>();
        history.entries().forEach(entry -> {
            if (entry.id() instanceof Version version) {
                applied.add(version);
            }
        });
        if (applied.isEmpty()) {
            return;
        }
        Version highest = applied.last();
        files.byVersion()
                .headMap(highest, false)
                .tailMap(Baselines.highest(history.entries()), false)
                .forEach((version, file) -> {
                    if (!applied.contains(version) && !file.isSkipped()) {
                        problems.add(late(file, highest));
                    }
                });
    }

    private Problem late(ResolvedMigration file, Version highest) {
        return new Problem(
                Problem.Kind.LATE_VERSION,
                from.keeper() + " has not applied " + file.id().label() + ", but has applied the higher version "
                        + highest.label() + ".",
                SourceLocation.file(file.up().origin()),
                Remedy.of("Apply it with " + from.keeper() + " first, or give the file a version above "
                                + (files.highest().compareTo(highest) > 0 ? files.highest() : highest) + ".")
                        .or("to have it applied by the next run", new Remedy.Tolerate(Deviation.LATE_VERSION)));
    }

    private void missing(AppliedMigration entry) {
        problems.add(new Problem(
                Problem.Kind.MISSING_FILE,
                from.keeper() + " has applied "
                        + entry.id().label(entry.description()).strip() + ", which has no file here.",
                null,
                Remedy.of("Convert or restore its file, and check that all sources are configured.")
                        .or("to count it as applied without a file", new Remedy.Tolerate(Deviation.MISSING_FILE))));
    }

    private static Problem changed(Problem.Kind kind, String message, Script script) {
        return new Problem(
                kind,
                message,
                SourceLocation.file(script.origin()),
                Remedy.of("Restore the file, for example from version control.")
                        .or("to adopt the file as it is", new Remedy.Tolerate(Deviation.CHANGED_CHECKSUM)));
    }

    private Problem unrecordable(String refusal, @Nullable ResolvedMigration file) {
        return new Problem(
                Problem.Kind.UNSUPPORTED_NAME,
                refusal,
                file == null ? null : SourceLocation.file(file.up().origin()),
                Remedy.of("Give all files whole numbers in the same order, change the versions in " + from.table()
                                + " accordingly, and adopt the history then.")
                        .or(
                                "to keep the history in Flyway's table, which has such versions",
                                new Remedy.UseFlywayHistory(TableName.unqualified(from.table()))));
    }
}
