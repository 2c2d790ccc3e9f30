package dev.manticore.migrations.embedded;

import dev.manticore.migrations.embedded.EmbeddedServerException.Kind;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * The user under which the server runs: the current one, or an unprivileged one if that is root, since PostgreSQL does
 * not run as root.
 *
 * @param prefix the words to put before the server's commands
 */
record UserNamespace(List<String> prefix) {
    private static final List<String> UNSHARE = List.of("unshare", "-U");

    static UserNamespace forServer() throws IOException {
        if (!Platform.isRoot()) {
            return new UserNamespace(List.of());
        }
        if (!mayUnshare()) {
            throw new EmbeddedServerException(
                    Kind.ROOT,
                    "PostgreSQL does not run as root, and a user namespace for it ('unshare -U') is not available here.",
                    "Run the program as another user, e.g. with runuser -u USER -- .. or setpriv --reuid=1000"
                            + " --regid=1000 --clear-groups .., or choose a server that is installed.");
        }
        return new UserNamespace(UNSHARE);
    }

    private static boolean mayUnshare() {
        try {
            return new ProcessBuilder("unshare", "-U", "true")
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
