package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.settings.failure.ToolException;
import java.nio.file.Path;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.DefaultContainerConfiguration;
import org.codehaus.plexus.DefaultPlexusContainer;
import org.codehaus.plexus.PlexusConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that the login of a server in settings.xml is decrypted by Maven, or what is said where it cannot be. */
class ServerLoginTest {
    private static final String MASTER_PASSWORD_FILE = "settings.security";

    private final Settings settings = new Settings();
    private DefaultPlexusContainer maven;

    @BeforeEach
    void startMaven() throws Exception {
        maven = new DefaultPlexusContainer(new DefaultContainerConfiguration()
                .setClassPathScanning(PlexusConstants.SCANNING_INDEX)
                .setAutoWiring(true));
        System.setProperty(
                MASTER_PASSWORD_FILE,
                Path.of("src/test/resources/settings-security.xml")
                        .toAbsolutePath()
                        .toString());
    }

    @AfterEach
    void stopMaven() {
        System.clearProperty(MASTER_PASSWORD_FILE);
        maven.dispose();
    }

    @Test
    void aPasswordIsDecryptedOrTakenAsItIs() throws Exception {
        server("shop", "{XPT/x5Mm8LoHfEpc+NxrI+QeFQyUA0ZMLSNfT96bEHQ=}");
        server("clear", "in clear");

        assertThat(login("shop"))
                .isEqualTo(new ServerLogin("postgres", "open sesame"))
                .hasToString("ServerLogin[user=postgres]");
        assertThat(login("clear").password()).isEqualTo("in clear");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        server("shop", "{bm90IGEgcGFzc3dvcmQgb2YgdGhpcyBtYXN0ZXI=}");

        assertThatThrownBy(() -> login("shop"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("serverId: the password of the server 'shop' cannot be decrypted: ");
        assertThatThrownBy(() -> login("shops"))
                .isInstanceOf(ToolException.class)
                .hasMessage("serverId: settings.xml has no server 'shops'.");
    }

    private ServerLogin login(String id) throws Exception {
        return ServerLogin.of(id, settings, maven.lookup(SettingsDecrypter.class));
    }

    private void server(String id, String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername("postgres");
        server.setPassword(password);
        settings.addServer(server);
    }
}
