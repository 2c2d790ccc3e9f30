package dev.manticore.migrations.report;

import dev.manticore.migrations.report.internal.Page;
import dev.manticore.migrations.report.internal.PageTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * What is known of a database's migrations as one HTML file: it needs no network and no script, fits a phone and paper, and follows
 * the reader's choice of light or dark. Whatever others wrote is escaped. Immutable and thread-safe.
 */
public final class HtmlReport {
    private final Page page;

    HtmlReport(Page page) {
        this.page = page;
    }

    /**
     * Returns a builder of a report that has nothing but a title so far.
     *
     * @param title what the report is about, e.g. the name of the database
     */
    public static HtmlReportBuilder builder(String title) {
        return new HtmlReportBuilder(title);
    }

    /**
     * Writes the report. Whoever gives the writer closes it, and encodes it as UTF-8, as the report says of itself.
     *
     * @throws IOException if the writer fails
     */
    public void write(Writer writer) throws IOException {
        try {
            PageTemplate.write(page, writer);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** The whole report. */
    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        PageTemplate.write(page, text);
        return text.toString();
    }
}
