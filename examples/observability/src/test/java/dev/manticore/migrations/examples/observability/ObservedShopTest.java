package dev.manticore.migrations.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Shows that the example prints what its run did. */
class ObservedShopTest {

    @Test
    void printsWhatWasTimed() {
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            ObservedShop.main();
        } finally {
            System.setOut(console);
        }
        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .contains("atomic: 2 migrations", "stepwise: 1 migrations", "applied: 3", "pending: 0");
    }
}
