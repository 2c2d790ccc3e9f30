package dev.manticore.migrations.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        List<Path> classes = classes();
        for (String line : lines()) {
            Matcher test = NAMED.matcher(line);
            while (test.find()) {
                named.add(test.group());
                List<Path> sources = sources(classes, test.group(1), test.group(2));
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
    private static List<Path> sources(List<Path> classes, String name, String method) {
        return classes.stream()
                .filter(file -> file.getFileName().toString().equals(name + ".java"))
                .filter(file -> has(file, method))
                .toList();
    }

    /** The files of all classes. What the build makes is not looked at: it may be large. */
    private static List<Path> classes() throws IOException {
        List<Path> classes = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith("target") || directory.endsWith(".git")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    classes.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return classes;
    }

    private static boolean has(Path source, String method) {
        try {
            return Files.readString(source).contains("void " + method + "(");
        } catch (IOException unreadable) {
            return false;
        }
    }
}
