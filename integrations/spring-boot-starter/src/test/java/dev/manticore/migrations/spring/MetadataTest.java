package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.UrlResource;

/** The metadata for editors has a description of each property, and the default values of the documentation. */
class MetadataTest {
    private static final String PREFIX = "manticore.migrations.";
    /** A row of the table of settings whose default value is a literal. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z-]+)`(?:, `([a-z-]+)`)? \\|.*\\| `([^|]+)` \\|$", Pattern.MULTILINE);

    @Test
    void hasTheDefaultValuesOfTheDocumentation() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../../docs/spring-boot.md")));
        while (row.find()) {
            String[] values = row.group(3).split("`, `", -1);
            documented.put(row.group(1), values[0]);
            if (row.group(2) != null) {
                documented.put(row.group(2), values[values.length - 1]);
            }
        }
        assertThat(documented).containsEntry("lease", "30s").containsEntry("baseline-description", "<< baseline >>");

        Map<String, String> defaults = new TreeMap<>();
        for (Map<?, ?> property : properties()) {
            Object value = property.get("defaultValue");
            if (value != null && isOwn(property)) {
                defaults.put(String.valueOf(property.get("name")).substring(PREFIX.length()), text(value));
            }
        }
        assertThat(defaults).containsExactlyEntriesOf(documented);
    }

    @Test
    void describesEachProperty() throws IOException {
        assertThat(properties())
                .hasSizeGreaterThan(20)
                .allSatisfy(property -> assertThat(property.get("description"))
                        .as(String.valueOf(property))
                        .isNotNull());
    }

    @SuppressWarnings("unchecked")
    private static Iterable<Map<String, Object>> properties() throws IOException {
        String own = MigrationsProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        URL metadata = Collections.list(MigrationsProperties.class
                        .getClassLoader()
                        .getResources("META-INF/spring-configuration-metadata.json"))
                .stream()
                .filter(url -> url.toString().contains(own))
                .findFirst()
                .orElseThrow();
        String text = new UrlResource(metadata).getContentAsString(StandardCharsets.UTF_8);
        return (Iterable<Map<String, Object>>)
                JsonParserFactory.getJsonParser().parseMap(text).get("properties");
    }

    /** Those of the endpoint are Boot's. */
    private static boolean isOwn(Map<?, ?> property) {
        return String.valueOf(property.get("name")).startsWith(PREFIX);
    }

    private static String text(Object value) {
        return value instanceof Iterable<?> list
                ? String.valueOf(list.iterator().next())
                : value.toString();
    }
}
