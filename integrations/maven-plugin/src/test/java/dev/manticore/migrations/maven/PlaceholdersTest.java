package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Shows that properties of the command line go before the placeholders of the POM, whatever the case of their names. */
class PlaceholdersTest {
    @Test
    void propertiesGoFirst() {
        Properties properties = new Properties();
        properties.setProperty("manticore.placeholders.Currency", "FRF");
        properties.setProperty("manticore.url", "postgresql://localhost/shop");
        Map<String, String> configured = new HashMap<>();
        configured.put("currency", "EUR");
        configured.put("empty", null);

        assertThat(Placeholders.of(configured, properties))
                .containsOnlyKeys("Currency", "empty")
                .containsEntry("Currency", new Placeholders.Value("FRF", "-Dmanticore.placeholders.Currency"))
                .containsEntry("empty", new Placeholders.Value("", "the parameter placeholders"));
    }

    @Test
    void thereNeedNotBeAny() {
        assertThat(Placeholders.of(null, new Properties())).isEmpty();
    }
}
