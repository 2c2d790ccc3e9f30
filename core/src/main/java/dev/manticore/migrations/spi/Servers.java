package dev.manticore.migrations.spi;

import dev.manticore.migrations.spi.Database.Product;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifies servers by the parameters that they report when a connection starts. */
final class Servers {
    // CockroachDB: "CockroachDB CCL v21.1.0 (x86_64-unknown-linux-gnu, built ..)".
    private static final Pattern COCKROACH_VERSION = Pattern.compile("\\bv(\\d\\S*)");
    // Amazon Redshift claims this version of PostgreSQL, of 2006; nothing else is in use that does.
    private static final String REDSHIFT = "8.0.2";

    private Servers() {}

    static Database identify(@Nullable String crdbVersion, @Nullable String serverVersion) throws TxFailure {
        if (crdbVersion != null) {
            Matcher version = COCKROACH_VERSION.matcher(crdbVersion);
            return new Database(Product.COCKROACHDB, version.find() ? version.group(1) : crdbVersion);
        }
        if (serverVersion == null) {
            throw TxFailure.in(
                            Phase.CONNECT,
                            "The server did not report its version. Only PostgreSQL and CockroachDB are supported")
                    .build();
        }
        if (serverVersion.startsWith(REDSHIFT)) {
            throw TxFailure.in(
                            Phase.CONNECT,
                            "Amazon Redshift (server_version " + serverVersion
                                    + ") is not supported: it lacks features that safe migrations need. Use PostgreSQL or CockroachDB")
                    .build();
        }
        // Packagers append themselves: "16.3 (Debian 16.3-1.pgdg120+1)".
        int blank = serverVersion.indexOf(' ');
        return new Database(Product.POSTGRESQL, blank < 0 ? serverVersion : serverVersion.substring(0, blank));
    }
}
