package dev.manticore.migrations.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/guarantees.md names is there, in one place, and runs. */
class GuaranteesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|Scenario|Proof|Cases))\\.(\\w+)`");
    private static final String GUARANTEE = "### ";

    private static List<String> lines() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/guarantees.md"));
    }

    @Test
    void everyTestThatProvesAGuaranteeExists() throws IOException {
        List<String> named = new ArrayList<>();
        List<String> notOnce = new ArrayList<>();
        List<String> disabled = new ArrayList<>();
        for (String line : lines()) {
            Matcher test = NAMED.matcher(line);
            while (test.find()) {
                named.add(test.group());
                List<Path> sources = sources(test.group(1), test.group(2));
                if (sources.size() != 1) {
                    notOnce.add(test.group() + " in " + sources);
                } else if (Files.readString(sources.get(0)).contains("@Disabled")) {
                    disabled.add(test.group());
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(notOnce).isEmpty();
        assertThat(disabled).isEmpty();
    }

    @Test
    void everyGuaranteeNamesATest() throws IOException {
        Map<String, String> guarantees = guarantees();

        assertThat(guarantees)
                .hasSizeGreaterThan(20)
                .allSatisfy((heading, text) -> assertThat(text).as(heading).containsPattern(NAMED));
    }

    /** Each heading of the third level up to what is not guaranteed, with the text below it. */
    private static Map<String, String> guarantees() throws IOException {
        Map<String, String> guarantees = new LinkedHashMap<>();
        String heading = null;
        for (String line : lines()) {
            if (line.startsWith("## Not guaranteed")) {
                return guarantees;
            }
            if (line.startsWith("#")) {
                heading = line.startsWith(GUARANTEE) ? line : null;
            }
            if (heading != null) {
                guarantees.merge(heading, line, (text, next) -> text + "\n" + next);
            }
        }
        throw new AssertionError("docs/guarantees.md has no heading 'Not guaranteed'");
    }

    /** The files of a class that have a method of this name. */
    private static List<Path> sources(String name, String method) throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (file, attributes) -> file.getFileName().toString().equals(name + ".java")
                        && !file.toString().contains("/target/"))) {
            return files.filter(file -> has(file, method)).toList();
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
