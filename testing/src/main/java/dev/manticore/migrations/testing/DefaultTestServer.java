package dev.manticore.migrations.testing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server that the system properties or the environment name, or else an embedded one. */
final class DefaultTestServer implements TestServer {
    private final TestServer embedded = TestServer.embedded();

    @Override
    public Address address() {
        String url = setting("url");
        return url == null ? embedded.address() : new Address(url, setting("user"), setting("password"));
    }

    private static @Nullable String setting(String name) {
        String property = System.getProperty("manticore.test." + name);
        return property != null ? property : System.getenv("MANTICORE_TEST_" + name.toUpperCase(Locale.ROOT));
    }
}
