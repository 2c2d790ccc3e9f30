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

/** Shows that README.md of this module lists every test class of the module and every engine test of core, and no other. */
class TestMapTest {
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Path CORE = Path.of("..", "..", "core", "src/test/java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Scenario|Proof))`");
    private static final Pattern FILE = Pattern.compile("(\\w+(?:Test|Scenario|Proof))\\.java");
    private static final Pattern ENGINE_FILE = Pattern.compile("(\\w+EngineTest)\\.java");

    @Test
    void listsEveryTestClass() throws IOException {
        Set<String> listed = NAMED.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());

        Set<String> classes = classes(SOURCES, FILE);
        Set<String> engine = classes(CORE, ENGINE_FILE);

        assertThat(classes).hasSizeGreaterThan(40);
        assertThat(engine).hasSizeGreaterThan(15);
        classes.addAll(engine);
        assertThat(classes).containsExactlyInAnyOrderElementsOf(listed);
    }

    private static Set<String> classes(Path sources, Pattern name) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(file -> file.matches())
                    .map(file -> file.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
