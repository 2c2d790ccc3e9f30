package dev.manticore.migrations.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows that README.md of this module lists every test class of the module, and no other. */
class TestMapTest {
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Scenario|Proof))`");
    private static final Pattern FILE = Pattern.compile("(\\w+(?:Test|Scenario|Proof))\\.java");

    @Test
    void listsEveryTestClass() throws IOException {
        Set<String> listed = NAMED.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());

        assertThat(classes()).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(listed);
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .map(name -> name.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
