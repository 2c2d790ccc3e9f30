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
import org.junit.jupiter.api.Test;

/** Shows that every code block of docs/writing-an-adapter.md is part of code that this module compiles and runs. */
class AdapterGuideTest {
    private static final Path GUIDE = Path.of("../../docs/writing-an-adapter.md");
    private static final Path SOURCES = Path.of("src/test/java/dev/manticore/migrations/it/guide");
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void eachJavaBlockIsCodeThatTheBuildCompilesAndRuns() throws IOException {
        String code = code();

        assertThat(blocks())
                .hasSizeGreaterThanOrEqualTo(4)
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

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(GUIDE));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }
}
