package dev.manticore.migrations.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.report.Browser.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows reports in Chromium: wide, on a phone, dark and printed. Skipped where it is not installed. The pictures are in {@code
 * target/screenshots}.
 */
class BrowserTest {
    /** Elements with content that they do not show, or that reach beyond the page. */
    private static final String CUT = """
            [...document.querySelectorAll('body *')]
                .filter(e => !e.closest('.skip, .hidden, thead, svg'))
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                    || (getComputedStyle(e).display !== 'inline'
                        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
                        && getComputedStyle(e).overflow !== 'visible'))
                .map(e => e.outerHTML.substring(0, 200))""";

    @TempDir
    private static Path directory;

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start(directory.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(HtmlReportBuilder report) throws IOException {
        browser.open(Files.writeString(
                directory.resolve("report.html"), report.build().toString()));
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsVisibleAndCanBeReadByAll(View view) throws IOException {
        open(Samples.shop());
        browser.show(view);

        assertThat(browser.value("innerWidth")).isEqualTo((long) view.width());
        assertThat((List<?>) browser.value(CUT)).isEmpty();
        assertThat(browser.barriers()).isEmpty();
        browser.photograph(Path.of("target/screenshots/shop-" + view + ".png"));
    }

    @ParameterizedTest
    @EnumSource
    void hostileContentIsTextAndFitsThePage(View view) throws IOException {
        open(Samples.hostile());
        browser.show(view);

        assertThat(browser.value("window.attacked")).isNull();
        assertThat((List<?>) browser.value(
                        "[...document.querySelectorAll('script, img, iframe, object, link, base, form')]"))
                .isEmpty();
        assertThat((String) browser.value("document.body.innerText")).contains(Samples.ATTACK);
        assertThat((List<?>) browser.value(CUT)).isEmpty();
        assertThat(browser.barriers()).isEmpty();
        browser.photograph(Path.of("target/screenshots/hostile-" + view + ".png"));
    }

    @Test
    void aLongScriptIsThereToItsLastLine() throws IOException {
        open(Samples.withScript("SELECT 'a line of a long script';\n".repeat(20_000) + "SELECT 'the last line';\n"));
        browser.show(View.PHONE);

        assertThat(browser.value("document.querySelector('pre').textContent.split('\\n').length"))
                .isEqualTo(20_002L);
        assertThat((List<?>) browser.value(CUT)).isEmpty();
        assertThat((Boolean) browser.value("document.querySelector('pre').getBoundingClientRect().height > 300000"))
                .isTrue();
    }

    @Test
    void nothingIsLoaded() throws IOException {
        open(Samples.shop());

        assertThat(browser.value("performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
    }
}
