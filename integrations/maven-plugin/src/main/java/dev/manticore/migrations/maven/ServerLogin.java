package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.failure.ToolException;
import java.util.List;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * User and password of a server in {@code settings.xml}, decrypted.
 *
 * @param user null if the server has none
 * @param password null if the server has none
 */
record ServerLogin(@Nullable String user, @Nullable String password) {
    /**
     * Finds a server.
     *
     * @throws ToolException if there is none, or if its password cannot be decrypted
     */
    static ServerLogin of(String id, Settings settings, SettingsDecrypter decrypter) {
        Server server = settings.getServer(id);
        if (server == null) {
            throw ToolException.usage(
                    "serverId: settings.xml has no server '" + id + "'.",
                    "Add <server><id>" + id + "</id><username>..</username><password>..</password></server> to the"
                            + " servers in ~/.m2/settings.xml, or correct the parameter.");
        }
        SettingsDecryptionResult decrypted = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        List<String> problems = decrypted.getProblems().stream()
                .filter(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING)
                .map(SettingsProblem::getMessage)
                .toList();
        if (!problems.isEmpty()) {
            throw ToolException.usage(
                    "serverId: the password of the server '" + id + "' cannot be decrypted: "
                            + String.join("; ", problems),
                    "Encrypt it anew with mvn --encrypt-password, and keep the master password in"
                            + " ~/.m2/settings-security.xml.");
        }
        return new ServerLogin(decrypted.getServer().getUsername(), decrypted.getServer().getPassword());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ServerLogin[user=" + user + "]";
    }
}
