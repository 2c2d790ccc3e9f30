package dev.manticore.migrations.spi;

import java.util.Objects;

/**
 * Which database a session talks to.
 *
 * @param product the product, as far as the engine treats it differently
 * @param version as the server says it, e.g. {@code 18.6}; CockroachDB's own version there, not the one of
 *     PostgreSQL that it claims
 */
public record Database(Product product, String version) {

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

    public boolean isCockroach() {
        return product == Product.COCKROACHDB;
    }

    @Override
    public String toString() {
        return product + " " + version;
    }
}
