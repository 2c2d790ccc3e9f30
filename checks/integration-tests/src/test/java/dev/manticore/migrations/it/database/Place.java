package dev.manticore.migrations.it.database;

import dev.manticore.migrations.support.PostgresServer;
import dev.manticore.migrations.support.SimulatedCockroach;
import dev.manticore.migrations.support.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.cockroachdb.CockroachContainer;

/** Where scenarios run: the servers that are tested with. */
@SuppressWarnings("ImmutableEnumChecker") // servers are found, and started, when they are first asked for
public enum Place {
    /** The build's own. */
    POSTGRESQL("PostgreSQL", Optional::empty, () -> PostgresServer.shared().newDatabase(), () -> false),
    /** PostgreSQL answers, but is taken for a CockroachDB of 2020, which knows the least. */
    SIMULATED_20_2(
            "PostgreSQL that says it is CockroachDB 20.2",
            Optional::empty,
            () -> SimulatedCockroach.as("20.2.0").newDatabase(),
            () -> true),
    /** PostgreSQL answers, but is taken for the newest CockroachDB. */
    SIMULATED_26_3(
            "PostgreSQL that says it is CockroachDB 26.3",
            Optional::empty,
            () -> SimulatedCockroach.as("26.3.0").newDatabase(),
            () -> true),
    /** Whatever the variable names. */
    NAMED("the server that " + Named.URL + " names", Named::absence, Named::newDatabase, Named::isCockroach),
    /** The oldest CockroachDB that is supported. */
    COCKROACHDB_24_3("CockroachDB 24.3", Docker::absence, new Container(Docker.OLDEST)::newDatabase, () -> true),
    /** The newest CockroachDB. */
    COCKROACHDB_26_3("CockroachDB 26.3", Docker::absence, new Container(Docker.NEWEST)::newDatabase, () -> true);

    private static final Set<String> WANTED = Arrays.stream(
                    System.getProperty("manticore.test.places", "").split(","))
            .filter(name -> !name.isBlank())
            .collect(Collectors.toUnmodifiableSet());

    private final String label;
    private final Supplier<Optional<String>> absence;
    private final Supplier<TestDatabase> newDatabase;
    private final BooleanSupplier cockroach;

    Place(
            String label,
            Supplier<Optional<String>> absence,
            Supplier<TestDatabase> newDatabase,
            BooleanSupplier cockroach) {
        this.label = label;
        this.absence = absence;
        this.newDatabase = newDatabase;
        this.cockroach = cockroach;
    }

    /** Where something can run now; {@code -Dmanticore.test.places=POSTGRESQL,NAMED} leaves the others out. */
    public static List<Place> present() {
        return Arrays.stream(values())
                .filter(place -> place.absence().isEmpty())
                .toList();
    }

    /** Why nothing can run there now. */
    public Optional<String> absence() {
        return WANTED.isEmpty() || WANTED.contains(name()) ? absence.get() : Optional.of("not among " + WANTED);
    }

    /** Whether the library takes the server for CockroachDB. */
    public boolean isCockroach() {
        return cockroach.getAsBoolean();
    }

    /** Whether it is PostgreSQL that answers, whatever the library takes it for. */
    public boolean answersAsPostgres() {
        return this == POSTGRESQL || this == SIMULATED_20_2 || this == SIMULATED_26_3 || !isCockroach();
    }

    /** An empty database for one test alone. */
    public TestDatabase newDatabase() {
        return newDatabase.get();
    }

    @Override
    public String toString() {
        return label;
    }

    private static final class Named {
        static final String URL = "MANTICORE_TEST_COCKROACH_URL";

        private Named() {}

        static Optional<String> absence() {
            String url = System.getenv(URL);
            return url == null || url.isEmpty() ? Optional.of(URL + " does not name a CockroachDB") : Optional.empty();
        }

        static TestDatabase newDatabase() {
            return Server.INSTANCE.newDatabase();
        }

        static boolean isCockroach() {
            return Server.INSTANCE.isCockroach();
        }

        private static final class Server {
            static final RemoteServer INSTANCE = RemoteServer.at(Address.of(System.getenv(URL)));
        }
    }

    private static final class Docker {
        static final String OLDEST = "cockroachdb/cockroach:latest-v24.3";
        static final String NEWEST = "cockroachdb/cockroach:latest-v26.3";

        private Docker() {}

        static Optional<String> absence() {
            return Engine.FOUND ? Optional.empty() : Optional.of("no Docker engine");
        }

        private static final class Engine {
            static final boolean FOUND = DockerClientFactory.instance().isDockerAvailable();
        }
    }

    /** Started by the first who wants a database; stopped by Testcontainers when the JVM ends. */
    private static final class Container {
        private final String image;
        private RemoteServer server;

        Container(String image) {
            this.image = image;
        }

        synchronized TestDatabase newDatabase() {
            if (server == null) {
                CockroachContainer container = new CockroachContainer(image);
                container.start();
                server = RemoteServer.at(Address.of(container));
            }
            return server.newDatabase();
        }
    }
}
