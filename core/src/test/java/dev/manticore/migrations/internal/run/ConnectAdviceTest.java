package dev.manticore.migrations.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what is advised when there is no connection, for what drivers say and for what lies behind it. */
class ConnectAdviceTest {

    private static Remedy remedy(String sqlState, String message, Throwable cause) {
        return new ConnectAdvice(TxFailure.in(Phase.CONNECT, message)
                        .sqlState(sqlState)
                        .cause(cause)
                        .build())
                .remedy();
    }

    @ParameterizedTest
    @CsvSource({
        "08004, 'The server requested SCRAM-based authentication, but no password was provided.', none was given",
        "08004, 'Der Server verlangt ein Passwort (password).', none was given",
        "08004, The server does not support SSL., sslmode=disable",
        "08004, The authentication type 7 is not supported., 'user, password and sslmode'",
        "08006, The hostname db could not be verified by hostnameverifier X., sslmode=verify-ca",
        "08006, No subject alternative DNS name matching db found., sslmode=verify-ca",
        "08001, Connection refused, host and port"
    })
    void whatTheDriverSays(String sqlState, String message, String advice) {
        assertThat(remedy(sqlState, message, null).toString()).contains(advice);
    }

    @Test
    void whatLiesBehindIt() {
        assertThat(remedy("08006", "SSL error", new SSLHandshakeException("x") {
                            @Override
                            public synchronized Throwable getCause() {
                                return new CertificateException("unable to find valid certification path");
                            }
                        })
                        .advice())
                .contains("authority", "sslrootcert=FILE");
        assertThat(remedy("08006", "Could not open SSL root certificate file", new FileNotFoundException("root.crt"))
                        .advice())
                .contains("Put the file there", "sslrootcert=FILE");
        assertThat(remedy("08006", "SSL error", new SSLHandshakeException("closed"))
                        .advice())
                .contains("TLS handshake");
        assertThat(remedy("08001", "The connection attempt failed.", new UnknownHostException("db"))
                        .advice())
                .contains("resolve the name");
    }

    @Test
    void aMissingPasswordNamesWhereToSetIt() {
        assertThat(remedy("28P01", "password authentication failed", null).options())
                .extracting(Remedy.Option::action)
                .isEqualTo(List.of(new Remedy.Configure(Remedy.Setting.PASSWORD)));
    }
}
