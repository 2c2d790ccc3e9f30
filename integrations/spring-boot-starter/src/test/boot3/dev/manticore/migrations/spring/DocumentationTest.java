package dev.manticore.migrations.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.support.CompiledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the Java code of those pages of the documentation compiles whose libraries this module has. */
class DocumentationTest {
    private static final Path PAGES = Path.of("../../docs");
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("(@.*\n)*class .*", Pattern.DOTALL);
    private static final String VARIABLES = """
            private DataSource dataSource;
            private MeterRegistry meterRegistry;
            private ObservationRegistry observationRegistry;
            """;
    private static final String IMPORTS = """
            import static org.assertj.core.api.Assertions.assertThat;

            import dev.manticore.migrations.*;
            import dev.manticore.migrations.application.*;
            import dev.manticore.migrations.classpath.*;
            import dev.manticore.migrations.embedded.*;
            import dev.manticore.migrations.jdbc.*;
            import dev.manticore.migrations.micrometer.*;
            import dev.manticore.migrations.spring.*;
            import dev.manticore.migrations.testing.*;
            import dev.manticore.migrations.testing.spring.*;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.micrometer.observation.ObservationRegistry;
            import java.util.*;
            import javax.sql.DataSource;
            import org.junit.jupiter.api.Test;
            import org.springframework.boot.test.context.TestConfiguration;
            import org.springframework.context.annotation.*;
            import org.testcontainers.containers.PostgreSQLContainer;

            """;

    /** In one call of the compiler, each block in a package of its own. */
    @Test
    void compiles(@TempDir Path directory) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String page : List.of("embedded-postgres.md", "observability.md", "spring-boot.md", "testing.md")) {
            List<String> blocks = BLOCK.matcher(Files.readString(PAGES.resolve(page)))
                    .results()
                    .map(block -> block.group(1))
                    .toList();
            assertThat(blocks).as(page).isNotEmpty();
            for (String block : blocks) {
                String name = "block" + files.size();
                files.put(name + "/Compiled.java", "package " + name + ";\n" + IMPORTS + framed(block));
            }
        }

        assertThat(files).hasSizeGreaterThanOrEqualTo(8);
        CompiledText.compile(files, directory);
    }

    /** A block is a class, or members of one, or statements. */
    private static String framed(String block) {
        if (TYPE.matcher(block).matches()) {
            return block;
        }
        return block.startsWith("@")
                ? "class Compiled {\n" + block + "}\n"
                : "class Compiled {\n" + VARIABLES + "{\n" + block + "}\n}\n";
    }
}
