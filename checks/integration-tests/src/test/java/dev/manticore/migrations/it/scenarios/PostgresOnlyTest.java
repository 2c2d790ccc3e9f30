package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Shows that each scenario that is skipped on CockroachDB gives a reason, and that docs/cockroachdb.md lists it. */
class PostgresOnlyTest {
    private static final Path GUIDE = Path.of("../../docs/cockroachdb.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+Scenario(?:\\.\\w+)?)` \\| (.+) \\|$", Pattern.MULTILINE);

    private record Skipped(String scenario, PostgresOnly because) {}

    private static List<Skipped> skipped() {
        List<Skipped> skipped = new ArrayList<>();
        for (Class<?> scenarios : scenarioClasses()) {
            PostgresOnly all = scenarios.getAnnotation(PostgresOnly.class);
            if (all != null) {
                skipped.add(new Skipped(scenarios.getSimpleName(), all));
            }
            Arrays.stream(scenarios.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(PostgresOnly.class))
                    .map(method -> new Skipped(
                            scenarios.getSimpleName() + "." + method.getName(),
                            method.getAnnotation(PostgresOnly.class)))
                    .forEach(skipped::add);
        }
        skipped.sort((one, other) -> one.scenario().compareTo(other.scenario()));
        return skipped;
    }

    /** As the platform finds them. */
    private static List<Class<?>> scenarioClasses() {
        TestPlan plan = LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage(Scenario.class.getPackageName()))
                        .filters(includeClassNamePatterns(".*Scenario"))
                        .build());
        List<Class<?>> classes = new ArrayList<>();
        plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .flatMap(test -> test.getSource().stream())
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass())
                .filter(Scenario.class::isAssignableFrom)
                .distinct()
                .forEach(classes::add);
        return classes;
    }

    @Test
    void eachHasAReasonThatIsASentence() {
        assertThat(scenarioClasses()).hasSizeGreaterThan(15);
        assertThat(skipped()).isNotEmpty().allSatisfy(skipped -> {
            System.out.println("not on CockroachDB: " + skipped.scenario() + ": "
                    + skipped.because().value());
            assertThat(skipped.because().value()).matches("[A-Z].{20,}\\.");
        });
    }

    @Test
    void theGuideListsThem() throws IOException {
        List<String> listed = ROW.matcher(Files.readString(GUIDE))
                .results()
                .map(row -> row.group(1) + ": " + row.group(2))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(new TreeSet<>(skipped().stream()
                        .map(skipped ->
                                skipped.scenario() + ": " + skipped.because().value())
                        .toList()));
    }
}
