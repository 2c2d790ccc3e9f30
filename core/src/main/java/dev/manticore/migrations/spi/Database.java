package dev.manticore.migrations.spi;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database a session talks to.
 *
 * @param product the product, as far as the engine treats it differently
 * @param version as the server says it, e.g. {@code 18.6}; CockroachDB's own version there, not the one of
 *     PostgreSQL that it claims
 */
public record Database(Product product, String version) {

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

    /**
     * Which database it is, by what a server says of itself when a connection starts.
     *
     * @param crdbVersion the parameter {@code crdb_version}, which CockroachDB alone reports; null on others
     * @param serverVersion the parameter {@code server_version}; CockroachDB says there which PostgreSQL it claims to be
     * @throws TxFailure in phase {@link TxFailure.Phase#CONNECT} when it is one that cannot be migrated
     */
    public static Database identify(@Nullable String crdbVersion, @Nullable String serverVersion) throws TxFailure {
        return Servers.identify(crdbVersion, serverVersion);
    }

    public boolean isCockroach() {
        return product == Product.COCKROACHDB;
    }

    /**
     * Whether the version is this one or a later one.
     *
     * @param major the first number, e.g. 24
     * @param minor the second, e.g. 3
     * @return false, too, where the version does not begin with numbers
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
