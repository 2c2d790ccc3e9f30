package dev.manticore.migrations.spi;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database a session is connected to.
 *
 * @param product the product, as far as the engine distinguishes them
 * @param version as the server reports it, e.g. {@code 18.6}; for CockroachDB its own version, not the one of
 *     PostgreSQL that it reports for compatibility
 * @param name the database's name, or null if the driver does not say; for the log only
 * @param user who logged in, or null if the driver does not say; for the log only
 */
public record Database(
        Product product,
        String version,
        @Nullable String name,
        @Nullable String user) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?!\\d)(?:\\.(\\d{1,9}))?");

    /** The products that the engine knows. */
    public enum Product {
        POSTGRESQL("PostgreSQL"),
        COCKROACHDB("CockroachDB");

        private final String label;

        Product(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    public Database {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(version, "version");
    }

    /** A database whose name and user are not known. */
    public Database(Product product, String version) {
        this(product, version, null, null);
    }

    /** The same database with what the driver knows of the connection; either may be null. */
    public Database named(@Nullable String databaseName, @Nullable String userName) {
        return new Database(product, version, databaseName, userName);
    }

    /**
     * Identifies a server by the parameters that it reports when a connection starts.
     *
     * @param crdbVersion the parameter {@code crdb_version}, which only CockroachDB reports; null for others
     * @param serverVersion the parameter {@code server_version}; null if the server reports none
     * @throws TxFailure in phase {@link TxFailure.Phase#CONNECT} if this database cannot be migrated
     */
    public static Database identify(@Nullable String crdbVersion, @Nullable String serverVersion) throws TxFailure {
        return Servers.identify(crdbVersion, serverVersion);
    }

    /** Whether this is CockroachDB. */
    public boolean isCockroach() {
        return product == Product.COCKROACHDB;
    }

    /**
     * Whether the version is this one or a later one.
     *
     * @param major the first number, e.g. 24
     * @param minor the second number, e.g. 3
     * @return also false if the version does not begin with numbers
     */
    public boolean isAtLeast(int major, int minor) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.lookingAt()) {
            return false;
        }
        int first = Integer.parseInt(numbers.group(1));
        int second = numbers.group(2) == null ? 0 : Integer.parseInt(numbers.group(2));
        return first > major || (first == major && second >= minor);
    }

    @Override
    public String toString() {
        return product + " " + version;
    }
}
