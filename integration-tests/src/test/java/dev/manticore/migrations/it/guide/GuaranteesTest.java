package dev.manticore.migrations.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/guarantees.md names is there. */
class GuaranteesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Cases))\\.(\\w+)`");
    private static final Pattern PROMISE = Pattern.compile("\\| .* \\|");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/guarantees.md"));
    }

    @Test
    void everyTestThatProvesAPromiseExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (String line : lines()) {
            Matcher test = NAMED.matcher(line);
            while (test.find()) {
                named++;
                if (sources(test.group(1)).stream().noneMatch(source -> has(source, test.group(2)))) {
                    missing.add(test.group());
                }
            }
        }
        assertThat(named).isGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPromiseNamesATest() throws IOException {
        List<String> promises = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("## Not promised")) {
                break;
            }
            if (PROMISE.matcher(line).matches() && !line.contains("proved by")) {
                promises.add(line);
            }
        }
        assertThat(promises).isNotEmpty().allMatch(line -> NAMED.matcher(line).find());
    }

    private static List<Path> sources(String name) throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (file, attributes) -> file.getFileName().toString().equals(name + ".java")
                        && !file.toString().contains("/target/"))) {
            return files.toList();
        }
    }

    private static boolean has(Path source, String method) {
        try {
            return Files.readString(source).contains("void " + method + "(");
        } catch (IOException unreadable) {
            return false;
        }
    }
}
