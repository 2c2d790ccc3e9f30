package dev.manticore.migrations.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.manticore.migrations.cli.CommandModel;
import dev.manticore.migrations.settings.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The examples of deployments parse, and the commands, options and variables in them exist. */
class DeployExamplesTest {

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../examples/deploy"))) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesOnlyCommandsOptionsAndVariablesThatExist(Path file) throws IOException {
        Found found = new Found(new ArrayList<>(), new TreeSet<>());
        try (Reader reader = Files.newBufferedReader(file)) {
            new Yaml().loadAll(reader).forEach(document -> find(document, found));
        }

        assertThat(found.commands())
                .isNotEmpty()
                .allSatisfy(command -> assertThatCode(
                                () -> CommandModel.load().commandLine().parseArgs(command.toArray(String[]::new)))
                        .doesNotThrowAnyException());
        assertThat(found.variables())
                .isNotEmpty()
                .isSubsetOf(
                        Arrays.stream(Setting.values()).map(Setting::variable).toList());
    }

    /** The arguments of each call of the command line, and the names of its variables. */
    private record Found(List<List<String>> commands, Set<String> variables) {}

    private static void find(Object node, Found found) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                variable(String.valueOf(key), found);
                if (key.equals("args")) {
                    found.commands()
                            .add(((List<?>) value).stream().map(String::valueOf).toList());
                } else {
                    find(value, found);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(element -> find(element, found));
        } else if (node instanceof String text) {
            variable(text, found);
            text.lines()
                    .filter(line -> line.startsWith("manticore "))
                    .forEach(line -> found.commands()
                            .add(List.of(line.substring("manticore ".length()).split(" "))));
        }
    }

    private static void variable(String name, Found found) {
        if (name.matches("MANTICORE_[A-Z_]+")) {
            found.variables().add(name);
        }
    }
}
