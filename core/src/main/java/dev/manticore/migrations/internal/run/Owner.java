package dev.manticore.migrations.internal.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Creates a readable, unique name for each run. */
final class Owner {
    private Owner() {}

    static String unique() {
        return String.format(
                Locale.ROOT,
                "%s, process %d, user %s, run %08x",
                host(),
                ProcessHandle.current().pid(),
                System.getProperty("user.name", "unknown"),
                ThreadLocalRandom.current().nextInt());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unnamed host";
        }
    }
}
