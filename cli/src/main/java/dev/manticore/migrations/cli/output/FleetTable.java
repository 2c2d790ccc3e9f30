package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.MigrationEvent.LeaseAwaited;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.cli.output.FleetOutput.FleetProgress;
import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.fleet.TargetResult;
import dev.manticore.migrations.settings.text.Columns;
import dev.manticore.migrations.settings.text.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows on a terminal how many targets have ended and which are under way, in lines that are overwritten. Failures and
 * warnings stay above them. Thread-safe: a thread of its own draws it again, as often as people can read.
 */
final class FleetTable implements FleetProgress {
    private static final int MOST_LINES = 8;
    private static final long PAUSE_MILLIS = 100;
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream err;
    private final int columns;
    private final int total;
    private final Map<ResultKind, Integer> ended = new EnumMap<>(ResultKind.class);
    private final Map<String, UnderWay> running = new LinkedHashMap<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final FleetLines lines;
    private int shown;
    private boolean closed;

    private FleetTable(PrintStream err, int columns, Style style, int total) {
        this.err = err;
        this.columns = columns;
        this.total = total;
        PrintStream kept = new PrintStream(said, true, StandardCharsets.UTF_8);
        this.lines = new FleetLines(kept, kept, style);
    }

    /** A table that is drawn again until it is closed. */
    static FleetTable start(PrintStream err, int columns, Style style, int total) {
        FleetTable table = new FleetTable(err, columns, style, total);
        Thread thread = new Thread(table::drawUntilClosed, "manticore-fleet-table");
        thread.setDaemon(true);
        thread.start();
        return table;
    }

    private synchronized void drawUntilClosed() {
        try {
            while (!closed) {
                print(table());
                wait(PAUSE_MILLIS);
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void began(FleetTarget target) {
        running.put(target.name(), new UnderWay("", ".."));
    }

    @Override
    public synchronized void on(FleetTarget target, MigrationEvent event) {
        lines.on(target, event);
        if (event instanceof LeaseAwaited) {
            running.put(target.name(), new UnderWay("", "waits for the lease"));
        }
        UnderWay.of(event).ifPresent(now -> running.put(target.name(), now));
    }

    @Override
    public synchronized void ended(TargetResult result) {
        running.remove(result.target().name());
        ended.merge(ResultKind.of(result), 1, Integer::sum);
        if (result instanceof TargetResult.Failed) {
            lines.ended(result);
        }
    }

    /** Replaces the table. In one piece, so that it does not flicker. */
    private void print(List<String> table) {
        err.print(erased() + said.toString(StandardCharsets.UTF_8) + String.join("\n", table));
        err.flush();
        said.reset();
        shown = table.size();
    }

    private List<String> table() {
        List<String> table = new ArrayList<>();
        table.add(Columns.fit(totals(), columns));
        running.entrySet().stream()
                .limit(MOST_LINES)
                .forEach(entry -> table.add(line(entry.getKey(), entry.getValue())));
        if (running.size() > MOST_LINES) {
            table.add("  and " + (running.size() - MOST_LINES) + " more");
        }
        return table;
    }

    private String totals() {
        int done = ended.values().stream().mapToInt(Integer::intValue).sum();
        List<String> parts = new ArrayList<>();
        FleetText.add(parts, ended.getOrDefault(ResultKind.MIGRATED, 0), "done");
        FleetText.add(parts, ended.getOrDefault(ResultKind.UP_TO_DATE, 0), "with nothing to do");
        FleetText.add(parts, ended.getOrDefault(ResultKind.FAILED, 0), "failed");
        FleetText.add(parts, ended.getOrDefault(ResultKind.NOT_BEGUN, 0), "not begun");
        return done + " of " + total + " targets" + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private String line(String name, UnderWay now) {
        String target = "  " + Columns.fit(Printable.line(name), columns / 3) + ": ";
        return target + now.line(columns - Columns.of(target));
    }

    /** What takes the cursor to the beginning of the table and erases it. */
    private String erased() {
        return shown == 0 ? "" : "\r" + (shown == 1 ? "" : "\u001b[" + (shown - 1) + "A") + ERASE_BELOW;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            notifyAll();
            print(List.of());
        }
    }
}
