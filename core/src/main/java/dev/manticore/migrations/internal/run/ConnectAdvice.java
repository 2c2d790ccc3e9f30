package dev.manticore.migrations.internal.run;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.internal.connection.FailureKind;
import dev.manticore.migrations.spi.TxFailure;
import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/** What to do when there is no connection. */
record ConnectAdvice(TxFailure failure) {

    Remedy remedy() {
        if (failure.is("28P01")) {
            return withPassword("Check the user and the password.");
        }
        if (failure.is("28000")) {
            return Remedy.of(
                    "Check the user. The server's pg_hba.conf decides which users it lets in, from where, to which"
                            + " database, and whether they have to use TLS (sslmode).");
        }
        if (failure.is("3D000")) {
            return Remedy.of(
                    "Check the database's name, or create the database, e.g. with createdb or CREATE DATABASE.");
        }
        if (failure.is("22023")) {
            return Remedy.of(
                    "The server does not accept a setting that the client sends when it connects. If it is the time"
                            + " zone, choose one that the server knows, e.g. start Java with -Duser.timezone=UTC.");
        }
        if (failure.is("42501")) {
            return Remedy.of("Let the user that migrates connect: GRANT CONNECT ON DATABASE .. TO ..");
        }
        Advice known = failure.is("53300", "57P03") ? Advice.of(failure) : null;
        return known == null ? ofClient() : Remedy.of(known.text() + " Then try again.");
    }

    /** What the client found out before the server had an opinion. Drivers have no codes for it. */
    private Remedy ofClient() {
        if (says("password") && (says("no password") || failure.is("08004"))) {
            return withPassword("The server asks for a password, and none was given.");
        }
        if (says("does not support ssl")) {
            return Remedy.of(
                    "The server offers no encryption. Turn ssl on there, or connect without: sslmode=disable.");
        }
        if ((says("hostname") && says("verif")) || says("no subject alternative") || says("no name matching")) {
            return Remedy.of("The server's certificate is for another host name. Connect by a name that the certificate"
                    + " contains, or with sslmode=verify-ca, which checks the certificate but not the name.");
        }
        if (isCausedBy(cause -> cause instanceof FileNotFoundException || cause instanceof NoSuchFileException)) {
            return Remedy.of(
                    "Put the file there, or name another one. sslrootcert=FILE in the URL names the root certificate"
                            + " (by default ~/.postgresql/root.crt), sslcert and sslkey those of the client.");
        }
        if (isCausedBy(cause -> cause instanceof CertificateException
                || cause instanceof CertPathBuilderException
                || cause instanceof CertPathValidatorException)) {
            return Remedy.of(
                    "The server's certificate is not signed by an authority that this client trusts. Name the file"
                            + " of the right root certificate with sslrootcert=FILE in the URL.");
        }
        if (isCausedBy(SSLException.class::isInstance)) {
            return Remedy.of(
                    "The TLS handshake failed. Check sslmode, and that host and port are those of the database.");
        }
        if (isCausedBy(UnknownHostException.class::isInstance)) {
            return Remedy.of("Check the spelling of the host, and that this machine can resolve the name.");
        }
        if (says("expected a connection of the postgresql jdbc driver")) {
            return Remedy.of(
                    "Only PostgreSQL and CockroachDB can be migrated. Use a DataSource of their JDBC driver, directly"
                            + " or in a pool whose connections unwrap to the driver's.");
        }
        if (failure.is("08004")) {
            return Remedy.of(
                    "The server or the driver rejects this way of connecting. Check user, password and sslmode.");
        }
        return Remedy.of("Check host and port, and that the server is up and accepts connections.");
    }

    private static Remedy withPassword(String advice) {
        return Remedy.of(advice).or("to set the password", new Remedy.Configure(Remedy.Setting.PASSWORD));
    }

    private boolean says(String text) {
        return isCausedBy(cause -> Objects.requireNonNullElse(cause.getMessage(), "")
                .toLowerCase(Locale.ROOT)
                .contains(text));
    }

    private boolean isCausedBy(Predicate<Throwable> test) {
        return FailureKind.causes(failure).anyMatch(test);
    }
}
