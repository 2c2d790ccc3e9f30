package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.MigratorBuilder;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.filesystem.FilesystemSource;
import dev.manticore.migrations.it.colour.Access;
import dev.manticore.migrations.it.colour.Colour;
import dev.manticore.migrations.it.colour.Connections;
import dev.manticore.migrations.it.colour.Subject;
import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a runner is to do, in this process or in another one.
 *
 * @param source a directory of scripts, or {@link #PROOF_SET}
 * @param target a version, or {@code latest}
 */
record Order(Colour colour, TestDatabase database, String source, Duration lease, String target) {
    /** The migrations of {@link ProofSet}. */
    static final String PROOF_SET = "proof-set";

    static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    private static final String LATEST = "latest";

    static Order migrate(Colour colour, TestDatabase database, Path scripts) {
        return new Order(colour, database, scripts.toString(), DEFAULT_LEASE, LATEST);
    }

    /** All of {@link ProofSet} up, or down. */
    static Order proofSet(Colour colour, TestDatabase database, boolean up) {
        return new Order(colour, database, PROOF_SET, DEFAULT_LEASE, up ? LATEST : "0");
    }

    Order lease(Duration duration) {
        return new Order(colour, database, source, duration, target);
    }

    Order colour(Colour other) {
        return new Order(other, database, source, lease, target);
    }

    List<String> arguments() {
        return List.of(
                colour.name(),
                database.host(),
                String.valueOf(database.port()),
                database.name(),
                database.user(),
                source,
                String.valueOf(lease.toMillis()),
                target);
    }

    static Order of(String... arguments) {
        return new Order(
                Colour.valueOf(arguments[0]),
                new TestDatabase(arguments[1], Integer.parseInt(arguments[2]), arguments[3], arguments[4]),
                arguments[5],
                Duration.ofMillis(Long.parseLong(arguments[6])),
                arguments[7]);
    }

    Target asTarget() {
        return target.equals(LATEST) ? Target.latest() : Target.version(Long.parseLong(target));
    }

    MigrationSource migrations() {
        return source.equals(PROOF_SET)
                ? MigrationSource.of(ProofSet.migrations())
                : FilesystemSource.of(Path.of(source));
    }

    Connections connect() {
        return colour.open(Access.to(database));
    }

    Subject subject(Connections connections, Consumer<MigratorBuilder<?>> settings) {
        return connections.subject(
                builder -> settings.accept(builder.source(migrations()).lease(lease)));
    }
}
