package dev.manticore.migrations.it.dagger;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Shows that every code block of docs/dagger.md is part of code that this module compiles and runs. */
class DaggerGuideTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/manticore/migrations/it/dagger");
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void everyBlockIsPartOfATestedSource() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../../docs/dagger.md")))
                .results()
                .map(it -> it.group(1))
                .map(DaggerGuideTest::withoutIndentation)
                .toList();
        String sources = withoutIndentation(
                Files.readString(SOURCES.resolve("Shop.java")) + Files.readString(SOURCES.resolve("Customized.java")));

        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(sources).contains(block));
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(joining("\n"));
    }
}
