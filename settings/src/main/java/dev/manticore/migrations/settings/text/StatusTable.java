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
    private static final int NARROWEST = 16;
    private static final String SEPARATOR = " | ";

    /** Blanks at both ends of a line. */
    private static final int MARGIN = 2;

    private final Style style;
    private final DateTimeFormatter times;
    private final int width;

    /**
     * A table in a style.
     *
     * @param width the columns of the terminal that the table has to fit into, as far as it can; 0 for any width
     */
    StatusTable(Style style, ZoneId zone, int width) {
        this.style = style;
        this.width = width;
        this.times =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    String of(MigrationStatus status) {
        List<Entry> entries = status.entries();
        Field description = new Field("Description", HorizontalAlign.LEFT, Entry::description);
        List<Field> fields = List.of(
                new Field(
                        "Version",
                        HorizontalAlign.RIGHT,
                        entry -> entry.id() instanceof Version ? entry.id().toString() : ""),
                description,
                new Field("State", HorizontalAlign.LEFT, entry -> word(entry.state())),
                new Field("Applied at", HorizontalAlign.LEFT, this::appliedAt),
                new Field(
                        "Duration",
                        HorizontalAlign.RIGHT,
                        entry -> entry.duration() == null ? "" : Words.duration(entry.duration())),
                new Field("Undo", HorizontalAlign.LEFT, entry -> entry.undo() ? "yes" : "no"));
        int others = fields.stream()
                .filter(field -> !field.equals(description))
                .mapToInt(field -> field.width(entries) + SEPARATOR.length())
                .sum();
        int widest = width == 0 ? WIDEST : Math.min(WIDEST, Math.max(NARROWEST, width - others - MARGIN));
        List<ColumnData<Entry>> columns =
                fields.stream().map(field -> field.column(widest)).toList();
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

    /** A column of the table. */
    private record Field(String header, HorizontalAlign align, Function<Entry, String> value) {

        int width(List<Entry> entries) {
            return entries.stream()
                    .mapToInt(entry -> Columns.of(Printable.line(value.apply(entry))))
                    .reduce(header.length(), Math::max);
        }

        /** Longer values continue on further lines. */
        ColumnData<Entry> column(int widest) {
            return new Column()
                    .header(header)
                    .headerAlign(align)
                    .dataAlign(align)
                    .maxWidth(widest + SEPARATOR.length() - 1)
                    .with(entry -> Printable.line(value.apply(entry)));
        }
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
