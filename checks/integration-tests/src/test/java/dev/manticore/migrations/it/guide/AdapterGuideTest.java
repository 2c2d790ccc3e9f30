package dev.manticore.migrations.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that every code block of docs/writing-an-adapter.md and docs/code-migrations.md is part of code that this module compiles and runs. */
class AdapterGuideTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/manticore/migrations/it/guide");
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"writing-an-adapter.md", "code-migrations.md"})
    void eachJavaBlockIsCodeThatTheBuildCompilesAndRuns(String guide) throws IOException {
        String code = code();

        assertThat(blocks(Path.of("../../docs", guide)))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(block -> assertThat(code).contains(block));
    }

    private static String code() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(AdapterGuideTest::read).collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> blocks(Path guide) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(guide));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }
}
