package dev.manticore.migrations.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.fleet.FleetStatus;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows what a report says, and that what others wrote stays text. */
class HtmlReportTest {

    @Test
    void hasASectionForEachThingThatIsKnown() {
        String report = Samples.shop().build().toString();

        assertThat(report)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<h2 id=\"problems\">",
                        "<h2 id=\"pending\">",
                        "<h2 id=\"tables\">",
                        "<h2 id=\"lint\">",
                        "<h2 id=\"verify\">",
                        "<h2 id=\"drift\">",
                        "<h2 id=\"fleet\">",
                        "<h2 id=\"history\">")
                .doesNotContain("Not examined")
                .contains("ALTER TABLE shop.orders ADD COLUMN shipped_at timestamptz;")
                .contains("DROP INDEX orders_state;");
    }

    @Test
    void saysOfWhatItKnowsNothing() {
        String report = HtmlReport.builder("empty").build().toString();

        assertThat(report)
                .contains("<dt>Not examined</dt><dd><bdi>history, lint, undo, drift</bdi></dd>")
                .doesNotContain("<h2 id=\"drift\">", "<nav");
    }

    @Test
    void aReportOnAFleetShowsThoseThatNeedSomebodyFirst() {
        String report = HtmlReport.builder("fleet")
                .fleet(Samples.fleet())
                .note("<It> took long.")
                .build()
                .toString();

        assertThat(report)
                .contains("&lt;It&gt; took long.", "<dt>Could not be read</dt><dd><bdi>1 target</bdi></dd>")
                .doesNotContain("Not examined")
                .containsSubsequence("<bdi>west</bdi></th>", "<bdi>south</bdi></th>", "<bdi>north</bdi></th>");
        assertThat(HtmlReport.builder("none")
                        .fleet(new FleetStatus(List.of()))
                        .build()
                        .toString())
                .contains("There are no targets.");
    }

    @Test
    void valuesOfPlaceholdersAreNotInIt() {
        assertThat(Samples.shop().build().toString()).doesNotContain("secret");
    }

    @Test
    void whatOthersWroteIsEscapedAndHasNoControlCharacters() {
        String report = Samples.hostile().build().toString();

        assertThat(report)
                .doesNotContain("<script", "<img", "\u0000", "\u202e", "\r")
                .contains("&lt;script&gt;", "\\u202E", "\\u0000", "\u05e9\u05dc\u05d5\u05dd");
    }

    @Test
    void aWriterThatFailsIsReported() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> Samples.shop().build().write(full))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }
}
