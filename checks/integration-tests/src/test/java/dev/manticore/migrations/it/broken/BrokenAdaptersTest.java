package dev.manticore.migrations.it.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.testkit.TxRunnerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Shows that the contracts of the test kit detect each deliberately broken adapter, by the test that the guide names.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenAdaptersTest {

    private static final Path GUIDE = Path.of("../../docs/writing-an-adapter.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z0-9_]+)` \\| .+ \\| `(\\w+)` \\|$", Pattern.MULTILINE);

    /** Where a case asks for what has to succeed, and the fault makes the server or the place refuse it. */
    private static final Set<String> REFUSED = Set.of(
            "ALWAYS_BEGINS",
            "KEEPS_ITS_CONNECTION",
            "CLOSES_TWICE",
            "MAKES_NO_TABLE_FOR_THE_LEASE",
            "FENCES_BY_THE_CLOCK",
            "NOTES_BY_THE_CLOCK",
            "NARROWS_VERSIONS",
            "MAKES_TABLES_ONCE",
            "MAKES_THE_SCHEMA_ONCE",
            "TRUSTS_VALUES",
            "FORGETS_QUOTES",
            "SAYS_ITS_NAME_WITHOUT_QUOTES",
            "TRUSTS_THE_SEARCH_PATH",
            "MAKES_THE_LEASE_TABLE_ONCE",
            "FORGETS_QUOTES_OF_THE_LEASE",
            "SAYS_THE_LEASES_NAME_WITHOUT_QUOTES",
            "TRUSTS_THE_SEARCH_PATH_FOR_THE_LEASE",
            "TAKES_EMPTY_FOR_MISSING");

    /** By subject and test, since some catch several. */
    private final Map<String, TestExecutionSummary> healthyRuns = new ConcurrentHashMap<>();

    static Stream<BrokenAdapter> faults() {
        return BrokenAdapter.all().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachIsCaughtByTheTestThatItNames(BrokenAdapter fault) {
        TestExecutionSummary broken = run(fault, Map.of(ChosenFault.PARAMETER, fault.name()));
        TestExecutionSummary healthy =
                healthyRuns.computeIfAbsent(fault.subject() + " " + fault.caughtBy(), first -> run(fault, Map.of()));

        assertThat(healthy.getTestsSucceededCount())
                .as("%s over a healthy adapter: %s", fault.caughtBy(), healthy.getFailures())
                .isEqualTo(1);
        assertThat(broken.getFailures())
                .as("%s over what is broken", fault.caughtBy())
                .hasSize(1)
                .extracting(TestExecutionSummary.Failure::getException)
                .allSatisfy(thrown -> assertCaught(fault, thrown));
    }

    /** The contract has to fail in what it tries out: not the fault itself, nor what a case sets up. */
    private static void assertCaught(BrokenAdapter fault, Throwable thrown) {
        if (REFUSED.contains(fault.name())) {
            assertThat(thrown).isInstanceOfAny(TxFailure.class, SourceException.class);
        } else {
            assertThat(thrown).isInstanceOf(AssertionError.class);
        }
        assertThat(thrown.getStackTrace())
                .as("where the contract failed")
                .anyMatch(frame -> frame.getClassName().startsWith(TxRunnerContract.class.getPackageName()))
                .noneMatch(frame -> frame.getClassName().endsWith("Trial")
                        && List.of("of", "in").contains(frame.getMethodName()));
    }

    private static TestExecutionSummary run(BrokenAdapter fault, Map<String, String> parameters) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(fault.subject(), fault.caughtBy()))
                .configurationParameters(parameters)
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    @Test
    void theGuideNamesEachAndTheTestThatCatchesIt() throws IOException {
        List<String> named = ROW.matcher(Files.readString(GUIDE))
                .results()
                .map(row -> row.group(1) + " is caught by " + row.group(2))
                .toList();

        assertThat(named)
                .isNotEmpty()
                .containsExactlyElementsOf(BrokenAdapter.all().stream()
                        .map(BrokenAdapter::toString)
                        .toList());
    }
}
