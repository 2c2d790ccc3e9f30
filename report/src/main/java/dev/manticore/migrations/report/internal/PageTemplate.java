package dev.manticore.migrations.report.internal;

import dev.manticore.migrations.Printable;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writes a page. The build has compiled the templates, which escape whatever is not theirs. */
public final class PageTemplate {
    private static final String PACKAGE = "dev.manticore.migrations.report.internal.template";

    private PageTemplate() {}

    /**
     * Writes the page as HTML.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(Page page, Writer writer) {
        try {
            TemplateEngine.createPrecompiled(null, ContentType.Html, PageTemplate.class.getClassLoader(), PACKAGE)
                    .render("page.jte", page, new PrintableOutput(writer));
        } catch (TemplateException failure) {
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof UncheckedIOException unwritten) {
                    throw unwritten;
                }
            }
            throw failure;
        }
    }

    /** Replaces what would change the direction of the text, and what HTML cannot have. */
    private record PrintableOutput(Writer writer) implements TemplateOutput {

        @Override
        public void writeContent(String value) {
            try {
                writer.write(Printable.text(value));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void writeContent(String value, int begin, int end) {
            writeContent(value.substring(begin, end));
        }
    }
}
