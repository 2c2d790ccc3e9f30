package dev.manticore.migrations.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.AsyncMigrator;
import dev.manticore.migrations.LeaseNotObtainedException;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Migrator;
import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.StatementFailedException;
import dev.manticore.migrations.jdbc.JdbcTxRunner;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.TestDatabase;
import dev.manticore.migrations.vertx.VertxTxRunner;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.ObservationContextAssert;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run is observed with its migrations and statements, over JDBC and over Vert.x, whether it succeeds or fails. */
class ObservedRunTest {
    private static final Migration ATOMIC = new Migration(1, "create pets", "CREATE TABLE pets (id INT)", null);
    private static final Migration STEPWISE = new Migration(
            2, "index pets", "ALTER TABLE pets ADD name TEXT; CREATE INDEX CONCURRENTLY by_name ON pets (name)", null);
    private static final Migration WRONG = new Migration(3, "misspelt", "CREATE TABEL dogs (id INT)", null);

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private TestDatabase database;

    @BeforeEach
    void create() {
        database = PostgresServer.shared().newDatabase();
    }

    @AfterEach
    void drop() {
        assertThat(registry.getCurrentObservation()).isNull();
        database.close();
    }

    @Test
    void observesARunOverJdbc() {
        Migrator migrator = blocking(registry, ATOMIC, STEPWISE).build();

        migrator.migrate();

        assertObserved();
        migrator.migrate();
        TestObservationRegistryAssert.assertThat(registry).hasNumberOfObservationsWithNameEqualTo(Names.RUN, 2);
    }

    @Test
    void observesARunOverVertx() throws Exception {
        Vertx vertx = Vertx.vertx();
        Pool pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(database.uri()))
                .using(vertx)
                .build();
        try {
            AsyncMigrator.builder(VertxTxRunner.over(pool))
                    .source(MigrationSource.of(ATOMIC, STEPWISE))
                    .listener(MigrationObservations.of(registry))
                    .build()
                    .migrate()
                    .toCompletableFuture()
                    .get(2, TimeUnit.MINUTES);
        } finally {
            pool.close().await(1, TimeUnit.MINUTES);
            vertx.close().await(1, TimeUnit.MINUTES);
        }
        assertObserved();
    }

    private void assertObserved() {
        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsEqualTo(5)
                .hasNumberOfObservationsWithNameEqualTo(Names.MIGRATION, 2)
                .hasNumberOfObservationsWithNameEqualTo(Names.STATEMENT, 2)
                .doesNotHaveAnyRemainingCurrentObservation()
                .hasObservationWithNameEqualTo(Names.RUN)
                .that()
                .hasBeenStopped()
                .doesNotHaveError()
                .hasLowCardinalityKeyValue(Names.TARGET, "latest")
                .hasHighCardinalityKeyValue(Names.STEPS, "2");
        TestObservationRegistryAssert.assertThat(registry)
                .hasAnObservation(it -> inside(Names.RUN, it)
                        .hasNameEqualTo(Names.MIGRATION)
                        .hasLowCardinalityKeyValue(Names.EXECUTION, "stepwise")
                        .hasHighCardinalityKeyValue(Names.VERSION, "V2 index pets"))
                .hasAnObservation(it -> inside(Names.MIGRATION, it)
                        .hasNameEqualTo(Names.STATEMENT)
                        .hasHighCardinalityKeyValue(Names.NUMBER, "2"));
    }

    private static ObservationContextAssert<?> inside(String parent, ObservationContextAssert<?> observation) {
        return observation.hasParentObservationContextMatching(
                it -> it.getName().equals(parent), "is inside " + parent);
    }

    @Test
    void observesAFailure() {
        assertThatThrownBy(() -> blocking(registry, ATOMIC, WRONG).build().migrate())
                .isInstanceOf(StatementFailedException.class);

        TestObservationRegistryAssert.assertThat(registry)
                .doesNotHaveAnyRemainingCurrentObservation()
                .hasAnObservation(it -> it.hasNameEqualTo(Names.RUN).hasError())
                .hasAnObservation(it -> it.hasNameEqualTo(Names.MIGRATION)
                        .hasHighCardinalityKeyValue(Names.VERSION, "V3 misspelt")
                        .hasError());
    }

    @Test
    void observesTheWaitForTheLease() throws Exception {
        blocking(registry, ATOMIC).build().migrate();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE _migrations_lease SET owner = 'somebody', token = token + 1,"
                    + " expires_at = now() + INTERVAL '1 hour'");
        }

        assertThatThrownBy(() -> blocking(registry, ATOMIC, STEPWISE)
                        .lockWait(Duration.ofMillis(500))
                        .build()
                        .migrate())
                .isInstanceOf(LeaseNotObtainedException.class);

        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo(Names.LEASE_WAIT, 1)
                .hasAnObservation(it -> it.hasNameEqualTo(Names.LEASE_WAIT)
                        .hasError()
                        .hasHighCardinalityKeyValue(Names.OWNER, "somebody"));
    }

    @Test
    void countsWhatIsAppliedAndPending() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        blocking(registry, ATOMIC).build().migrate();
        MigrationGauges gauges = MigrationGauges.of(
                        blocking(registry, ATOMIC, STEPWISE).build()::status)
                .every(Duration.ZERO);
        gauges.bindTo(meters);

        assertThat(meters.get(Names.APPLIED).gauge().value()).isEqualTo(1);
        assertThat(meters.get(Names.PENDING).gauge().value()).isEqualTo(1);
        blocking(registry, ATOMIC, STEPWISE).build().migrate();
        assertThat(meters.get(Names.APPLIED).gauge().value()).isEqualTo(2);
        assertThat(meters.get(Names.PENDING).gauge().value()).isZero();
    }

    @Test
    void tellsNotANumberIfTheDatabaseIsNotThere() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MigrationGauges gauges = MigrationGauges.of(() -> {
            throw new IllegalStateException("not there");
        });
        gauges.bindTo(meters);

        assertThat(meters.get(Names.PENDING).gauge().value()).isNaN();
    }

    /** Prints what an application with a meter registry and OpenTelemetry gets of one run. */
    @Test
    void printsTimersAndSpans() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RecordedSpans spans = new RecordedSpans();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        ObservationRegistry observations = ObservationRegistry.create();
        observations
                .observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                .observationHandler(new DefaultTracingObservationHandler(
                        new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), event -> {})));
        Migrator migrator = blocking(observations, ATOMIC, STEPWISE).build();
        MigrationGauges gauges = MigrationGauges.of(migrator::status);
        gauges.bindTo(meters);

        migrator.migrate();

        System.out.println("Meters of one run:");
        meters.getMeters().stream()
                .sorted((one, other) ->
                        one.getId().toString().compareTo(other.getId().toString()))
                .forEach(meter -> System.out.println(
                        "  " + meter.getId().getName() + " " + meter.getId().getTags() + " " + values(meter)));
        System.out.println("Spans of one run:");
        spans.tree().forEach(line -> System.out.println("  " + line));

        assertThat(meters.get(Names.RUN)
                        .tag("error", "none")
                        .tag(Names.TARGET, "latest")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get(Names.MIGRATION)
                        .tag(Names.EXECUTION, "stepwise")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.getMeters())
                .extracting(it -> it.getId().getTag(Names.VERSION))
                .containsOnlyNulls();
        assertThat(spans.all()).extracting(SpanData::getName).contains("migrate", "apply V1", "apply V2", "statement");
        assertThat(spans.tree()).hasSize(5).first().asString().startsWith("migrate ");
    }

    private static List<String> values(Meter meter) {
        return Stream.iterate(meter.measure().iterator(), it -> it)
                .takeWhile(it -> it.hasNext())
                .map(it -> it.next())
                .map(it -> it.getStatistic().getTagValueRepresentation() + "=" + it.getValue())
                .toList();
    }

    private MigratorBuilder<Migrator> blocking(ObservationRegistry observations, Migration... migrations) {
        return Migrator.builder(JdbcTxRunner.over(database.dataSource()))
                .source(MigrationSource.of(migrations))
                .listener(MigrationObservations.of(observations));
    }
}
