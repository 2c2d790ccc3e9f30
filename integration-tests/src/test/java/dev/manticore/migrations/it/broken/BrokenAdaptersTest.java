package dev.manticore.migrations.it.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.testkit.TxRunnerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A contract that cannot fail proves nothing. */
class BrokenAdaptersTest {

    private static final Path GUIDE = Path.of("../docs/writing-an-adapter.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z0-9_]+)` \\| .+ \\| `(\\w+)` \\|$", Pattern.MULTILINE);

    static Stream<Fault> faults() {
        return Fault.all().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachIsCaughtByTheTestThatItNames(Fault fault) {
        TestExecutionSummary broken = run(fault, Map.of(Choice.PARAMETER, fault.name()));
        TestExecutionSummary healthy = run(fault, Map.of());

        assertThat(healthy.getTestsSucceededCount())
                .as("%s over a healthy adapter: %s", fault.caughtBy(), healthy.getFailures())
                .isEqualTo(1);
        assertThat(broken.getFailures())
                .as("%s over what is broken", fault.caughtBy())
                .hasSize(1)
                .extracting(TestExecutionSummary.Failure::getException)
                .allSatisfy(BrokenAdaptersTest::assertCaught);
    }

    /** The contract has to fail, and not the fault itself. */
    private static void assertCaught(Throwable thrown) {
        assertThat(thrown).isInstanceOfAny(AssertionError.class, TxFailure.class);
        Optional<StackTraceElement> contract = Stream.of(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(TxRunnerContract.class.getPackageName()))
                .findFirst();
        assertThat(contract).as("where the contract failed").isPresent();
    }

    private static TestExecutionSummary run(Fault fault, Map<String, String> parameters) {
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
                .containsExactlyElementsOf(
                        Fault.all().stream().map(Fault::toString).toList());
    }
}
