package dev.manticore.migrations.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's code is this package's, and what it says that the contracts catch, they catch. */
class GuideTest {
    private static final Path GUIDE = Path.of("../docs/writing-an-adapter.md");
    private static final Path SOURCES = Path.of("src/test/java/dev/manticore/migrations/it/guide");
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z0-9_]+)` \\| .+ \\| `(\\w+)` \\|$", Pattern.MULTILINE);

    @Test
    void eachJavaBlockIsCodeThatTheBuildCompilesAndRuns() throws IOException {
        String code = code();
        List<String> blocks = matches(BLOCK, 1);

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4).allSatisfy(block -> assertThat(code)
                .contains(block));
    }

    private static String code() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(GuideTest::read).collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void theTablesNameEveryBrokenAdapterAndTheTestThatCatchesIt() throws IOException {
        List<String> faults = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(GUIDE));
        while (row.find()) {
            faults.add(row.group(1) + " is caught by " + row.group(2));
        }

        assertThat(faults)
                .containsExactlyElementsOf(
                        Fault.all().stream().map(Fault::toString).toList());
    }

    private static List<String> matches(Pattern pattern, int group) throws IOException {
        List<String> matches = new ArrayList<>();
        Matcher matcher = pattern.matcher(Files.readString(GUIDE));
        while (matcher.find()) {
            matches.add(matcher.group(group));
        }
        return matches;
    }
}
