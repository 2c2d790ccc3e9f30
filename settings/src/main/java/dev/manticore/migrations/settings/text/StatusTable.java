package dev.manticore.migrations.settings.text;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.Styler;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.State;
import dev.manticore.migrations.Printable;
import dev.manticore.migrations.Version;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Files and history side by side, one line per migration. */
final class StatusTable {
    private static final int WIDEST = 60;

    private final Style style;
    private final DateTimeFormatter times;

    StatusTable(Style style, ZoneId zone) {
        this.style = style;
        this.times =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    String of(MigrationStatus status) {
        List<Entry> entries = status.entries();
        List<ColumnData<Entry>> columns = List.of(
                column(
                        "Version",
                        HorizontalAlign.RIGHT,
                        entry -> entry.id() instanceof Version ? entry.id().toString() : ""),
                column("Description", HorizontalAlign.LEFT, Entry::description),
                column("State", HorizontalAlign.LEFT, entry -> word(entry.state())),
                column("Applied at", HorizontalAlign.LEFT, this::appliedAt),
                column(
                        "Duration",
                        HorizontalAlign.RIGHT,
                        entry -> entry.duration() == null ? "" : Words.duration(entry.duration())),
                column("Undo", HorizontalAlign.LEFT, entry -> entry.undo() ? "yes" : "no"));
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(entries, columns)
                .styler(new StateColours(style, entries))
                .lineSeparator("\n")
                .asString()
                .lines()
                .map(String::stripTrailing)
                .reduce((first, second) -> first + "\n" + second)
                .orElse("");
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String appliedAt(Entry entry) {
        Instant at = entry.appliedAt();
        return at == null ? "" : times.format(at);
    }

    private static ColumnData<Entry> column(String header, HorizontalAlign align, Function<Entry, String> value) {
        return new Column()
                .header(header)
                .headerAlign(align)
                .dataAlign(align)
                .maxWidth(WIDEST)
                .with(entry -> Printable.line(value.apply(entry)));
    }

    /** Colours each line by the state of its migration. */
    private record StateColours(Style style, List<Entry> entries) implements Styler {

        @Override
        public List<String> styleCell(Column column, int row, int col, List<String> lines) {
            return lines.stream()
                    .map(line -> paint(entries.get(row).state(), line))
                    .toList();
        }

        private String paint(State state, String text) {
            return switch (state) {
                case APPLIED, SKIPPED, BASELINE, BELOW_BASELINE -> text;
                case PENDING, OUTDATED, AHEAD -> style.yellow(text);
                case LATE, CHANGED, MISSING, FAILED, PARTLY_DONE -> style.red(text);
            };
        }
    }
}
