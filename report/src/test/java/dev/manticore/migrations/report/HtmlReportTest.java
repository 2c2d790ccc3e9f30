package dev.manticore.migrations.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Shows what a report says. */
class HtmlReportTest {

    @Test
    void x() throws IOException {
        Files.writeString(
                Path.of("/tmp/h/shots/shop.html"), Samples.shop().build().toString());
        assertThat(Samples.shop().build().toString()).contains("shop");
    }
}
