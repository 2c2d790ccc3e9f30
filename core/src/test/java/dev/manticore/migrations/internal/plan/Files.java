package dev.manticore.migrations.internal.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.Deviation;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.load.Checksum;
import dev.manticore.migrations.internal.load.MigrationLoader;
import dev.manticore.migrations.internal.load.MigrationSet;
import dev.manticore.migrations.internal.load.ReadSettings;
import dev.manticore.migrations.internal.load.ScriptReader;
import dev.manticore.migrations.spi.Database;
import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.History;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A source of files in memory, with shortcuts for planning. */
final class Files implements MigrationSource {
    static final Capabilities POSTGRES =
            new Capabilities(new Database(Product.POSTGRESQL, "17"), true, code -> Optional.empty());
    static final Capabilities COCKROACH =
            new Capabilities(new Database(Product.COCKROACHDB, "25.4"), true, code -> Optional.empty());
    private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");

    private final Map<String, String> texts = new LinkedHashMap<>();
    private boolean unreadable;

    private Files() {}

    static Files none() {
        return new Files();
    }

    /** Migrations with their undo files. */
    static Files pairs(long... versions) {
        Files files = new Files();
        for (long version : versions) {
            files.with("V" + version + "__m.sql", "SELECT " + version)
                    .with("U" + version + "__undo_m.sql", "SELECT -" + version);
        }
        return files;
    }

    Files with(String name, String text) {
        texts.put(name, text);
        return this;
    }

    Files without(String name) {
        texts.remove(name);
        return this;
    }

    Files unreadable() {
        this.unreadable = true;
        return this;
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        if (unreadable) {
            throw new SourceException("The directory db is not there.", "Check its name.", null);
        }
        List<SourceScript> scripts = new ArrayList<>();
        texts.forEach((name, text) -> scripts.add(new SourceScript(name, text.getBytes(UTF_8), "db/" + name)));
        return scripts;
    }

    @Override
    public String description() {
        return "filesystem:db";
    }

    MigrationSet read() {
        return MigrationLoader.load(List.of(this), new ScriptReader(ReadSettings.DEFAULT, Checksum::of));
    }

    static List<AppliedMigration> applied(long... versions) {
        return LongStream.of(versions)
                .mapToObj(version -> applied(version, null))
                .toList();
    }

    static History history(List<AppliedMigration> entries) {
        return new History(null, entries, true);
    }

    static AppliedMigration applied(long version, String checksum) {
        return new AppliedMigration(Version.of(version), "m", WHEN, checksum, null, null);
    }

    Planning plan(Target target, List<AppliedMigration> history, Deviation... tolerated) {
        return Planner.plan(read(), history(history), target, MigrationReport.EMPTY, Set.of(tolerated), POSTGRES);
    }

    /** Returns the steps, as {@code +1} for an applied and {@code -1} for a reverted version. Fails if there are problems. */
    String steps(Target target, List<AppliedMigration> history, Deviation... tolerated) {
        return steps((Planning.Planned) plan(target, history, tolerated));
    }

    static String steps(Planning.Planned planned) {
        return planned.steps().stream()
                .map(step -> (step.direction() == Direction.APPLY ? "+" : "-") + step.id())
                .collect(Collectors.joining(" "));
    }

    /** Returns the problems. Fails if there are none. */
    List<Problem> problems(Target target, List<AppliedMigration> history, Deviation... tolerated) {
        List<Problem> problems = plan(target, history, tolerated).problems();
        assertThat(problems).isNotEmpty();
        return problems;
    }

    static List<Problem.Kind> kinds(List<Problem> problems) {
        return problems.stream().map(Problem::kind).toList();
    }

    static long[] versions(String list) {
        return list == null || list.isBlank()
                ? new long[0]
                : Arrays.stream(list.trim().split(" +", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }
}
