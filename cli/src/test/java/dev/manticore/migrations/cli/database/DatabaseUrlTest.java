package dev.manticore.migrations.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.cli.failure.Secrets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which database URLs are understood, and that a password is never printed. */
class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://me@host:5433/db,                     postgresql://me@host:5433/db",
        "postgres://me@host/db,                            postgresql://me@host/db",
        "postgresql://,                                    postgresql://",
        "postgresql:///db,                                 postgresql:///db",
        "postgresql:///db?host=h&port=1&user=u,            postgresql://u@h:1/db",
        "postgresql://?dbname=d,                           postgresql:///d",
        "jdbc:postgresql://host/db?user=me,                postgresql://me@host/db",
        "jdbc:postgresql:db,                               postgresql:///db",
        "jdbc:postgresql:/,                                postgresql://",
        "jdbc:postgresql://me@host/db,                     postgresql://me@host/db",
        "postgresql://[::1]:5433/db,                       postgresql://[::1]:5433/db",
        "postgresql://%2Frun%2Fpg:5433/db,                 postgresql://%2Frun%2Fpg:5433/db",
        "postgresql:///db?host=/run/pg,                    postgresql://%2Frun%2Fpg/db",
        "jdbc:postgresql://%2Frun%2Fpg/db,                 postgresql://%2Frun%2Fpg/db",
        "postgresql://a%40b@host/my%20db,                  postgresql://a@b@host/my db",
        "postgresql://a+b@host/c+d,                        postgresql://a+b@host/c+d"
    })
    void readsAllForms(String url, String shown) {
        assertThat(DatabaseUrl.parse(url)).hasToString(shown);
    }

    @Test
    void readsSeveralHosts() {
        assertThat(DatabaseUrl.parse("postgresql://a:1,b/db").hosts())
                .containsExactly(new HostAndPort("a", 1), new HostAndPort("b", 5432));
        assertThat(DatabaseUrl.parse("postgresql://a,b/db").hosts())
                .containsExactly(new HostAndPort("a", 5432), new HostAndPort("b", 5432));
        assertThat(DatabaseUrl.parse("postgresql:///db?host=a,::1").hosts())
                .containsExactly(new HostAndPort("a", null), new HostAndPort("::1", null));
        assertThat(DatabaseUrl.parse("postgresql:///db?host=a,b&port=7").hosts())
                .containsExactly(new HostAndPort("a", 7), new HostAndPort("b", 7));
        assertThat(DatabaseUrl.parse("postgresql:///db?host=a,b&port=1,2").hosts())
                .containsExactly(new HostAndPort("a", 1), new HostAndPort("b", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:p%40ss%2Fword@host/db",
                "postgresql://me@host/db?password=p%40ss%2Fword",
                "jdbc:postgresql://host/db?user=me&password=p%40ss/word",
                "postgres://me:p@ss%2Fword@host/db"
            })
    void keepsThePasswordOutOfItsText(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.password()).isEqualTo(new Password("p@ss/word")).hasToString("***");
        assertThat(url.holdsSecret()).isTrue();
        assertThat(url).hasToString("postgresql://me@host/db");
        assertThat(new DatabaseChoice.Server(url, "me", url.password()).toString())
                .doesNotContain("ss/word", "p@ss");
    }

    @Test
    void translatesWhatTheDriverCallsOtherwise() {
        assertThat(DatabaseUrl.parse("postgresql://h/d?application_name=a%20b&sslmode=require"
                                + "&target_session_attrs=read-write&keepalives=0&options=-c%20x%3Dy")
                        .parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ApplicationName", "a b",
                        "sslmode", "require",
                        "targetServerType", "primary",
                        "tcpKeepAlive", "false",
                        "options", "-c x=y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostaddr=10.0.0.1",
                "requirepeer=postgres",
                "sslcrl=x",
                "target_session_attrs=writable",
                "ssl_min_protocol_version=TLSv1.3"
            })
    void refusesByNameWhatTheDriverCannotDo(String parameter) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://h/d?" + parameter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parameter.substring(0, parameter.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:secret@host/db",
                "host/secret",
                "postgresql://me:se/secret@host/db",
                "postgresql://me:%zzsecret@host/db",
                "postgresql://host:secret/db",
                "postgresql://host:70000/db",
                "postgresql://host/db?secret",
                "postgresql:///db?host=a,b&port=1,2,3"
            })
    void doesNotRepeatWhatItRefuses(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    /** All output is masked, and a message is to arrive whole. */
    @Test
    void namesTheFormsThatThereAre() {
        assertThatThrownBy(() -> DatabaseUrl.parse("mysql://host/db"))
                .extracting(failure -> Secrets.mask(String.valueOf(failure.getMessage())))
                .isEqualTo("the URL must begin with postgresql://, postgres:// or jdbc:postgresql:");
    }
}
