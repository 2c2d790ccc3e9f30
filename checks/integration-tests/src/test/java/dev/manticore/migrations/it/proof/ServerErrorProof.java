package dev.manticore.migrations.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.LockRetry;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.it.api.Api;
import dev.manticore.migrations.support.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that a run handles each SQLSTATE with a special meaning correctly, at every statement that it sends. */
class ServerErrorProof {
    private static final int SAMPLE = 12;

    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "BLOCKING, false", "NON_BLOCKING, true", "NON_BLOCKING, false"})
    void everyErrorIsTakenForWhatItMeans(Api api, boolean up) throws InterruptedException {
        long seed = ProofRun.seed();
        try (FaultInjector injector = FaultInjector.of(api, up)) {
            List<InjectedError> all = errors(injector.messages());
            List<InjectedError> errors = ProofRun.sample(all, SAMPLE, seed);
            OutcomeCounts counts = OutcomeCounts.of(
                    ServerErrorProof.class,
                    "%s %s, seed %d: injected, of %d,".formatted(api, up ? "migrate" : "rollback", seed, all.size()),
                    errors.stream()
                            .map(error -> new OutcomeCounts.Trial(
                                    error.toString(), () -> inject(injector, error, error::check)))
                            .toList());

            assertThat(String.join("\n\n", counts.others())).isEmpty();
            assertThat(counts.missed()).isZero();
        }
    }

    /** A script's is tried again, and any other wait for a lock is none of the script. */
    @ParameterizedTest
    @CsvSource({"BLOCKING, true", "NON_BLOCKING, false"})
    void aLockTimeoutIsTriedAgainWhereNothingOfTheStatementRemains(Api api, boolean up) throws InterruptedException {
        long seed = ProofRun.seed();
        LockRetry quick = LockRetry.DEFAULT.pausing(Duration.ofMillis(20));
        try (FaultInjector injector = FaultInjector.of(
                api, up, builder -> builder.lockTimeout(Duration.ofSeconds(10)).lockRetry(quick))) {
            List<InjectedError> all = errors(injector.messages()).stream()
                    .filter(error -> error.sqlState().equals("55P03") && error.isUnderLimits())
                    .toList();
            List<InjectedError> errors = ProofRun.sample(all, SAMPLE / 2, seed);
            OutcomeCounts counts = OutcomeCounts.of(
                    ServerErrorProof.class,
                    "%s %s with retries because of locks, seed %d: injected 55P03, of %d,"
                            .formatted(api, up ? "migrate" : "rollback", seed, all.size()),
                    errors.stream()
                            .map(error -> new OutcomeCounts.Trial(
                                    error.toString(), () -> inject(injector, error, error::checkTriedAgain)))
                            .toList());

            assertThat(String.join("\n\n", counts.others())).isEmpty();
            assertThat(counts.missed()).isZero();
        }
    }

    /** A serialization failure that comes again each time. */
    @ParameterizedTest
    @EnumSource(Api.class)
    void aSerializationFailureThatDoesNotEndIsGivenUp(Api api) {
        try (FaultInjector injector = FaultInjector.of(api, true)) {
            SentMessage fourth = injector.messages().stream()
                    .filter(message -> message.text().contains("'V4'"))
                    .findFirst()
                    .orElseThrow();
            List<Fault> faults = new ArrayList<>();
            FaultInjector.Outcome outcome = injector.run(proxy -> {
                for (int i = 0; i < 100; i++) {
                    faults.add(new InjectedError(fourth, 2, "40001", InjectedError.Way.RAISED).injectInto(proxy));
                }
            });

            assertThat(outcome.verdict()).isEqualTo(Verdict.BY_THE_NEXT_RUN);
            assertThat(outcome.failure())
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("40001");
            assertThat(faults.stream().filter(Fault::happened).count()).isEqualTo(8);
        }
    }

    private static List<InjectedError> errors(List<SentMessage> messages) {
        List<InjectedError> errors = new ArrayList<>();
        for (SentMessage message : messages) {
            for (int statement = 0; statement < message.statements().size(); statement++) {
                for (InjectedError.Meaning meaning : InjectedError.Meaning.values()) {
                    for (String state : meaning.states()) {
                        for (InjectedError.Way way : meaning.ways()) {
                            InjectedError error = new InjectedError(message, statement, state, way);
                            if (error.isPossible()) {
                                errors.add(error);
                            }
                        }
                    }
                }
            }
        }
        return errors;
    }

    private static FaultInjector.@Nullable Outcome inject(
            FaultInjector injector, InjectedError error, Consumer<FaultInjector.Outcome> check) {
        AtomicReference<Fault> fault = new AtomicReference<>();
        FaultInjector.Outcome outcome = injector.run(
                proxy -> fault.set(error.injectInto(proxy)),
                error.meaning() == InjectedError.Meaning.PARTIAL ? error::settle : null);
        if (!Objects.requireNonNull(fault.get()).happened()) {
            return null;
        }
        try {
            check.accept(outcome);
        } catch (AssertionError unexpected) {
            throw new AssertionError(
                    unexpected.getMessage() + "\nfailure: " + outcome.failure() + "\nevents: " + outcome.events(),
                    unexpected);
        }
        return outcome;
    }
}
