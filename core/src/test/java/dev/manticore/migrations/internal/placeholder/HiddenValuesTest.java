package dev.manticore.migrations.internal.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.spi.TxFailure;
import dev.manticore.migrations.spi.TxFailure.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows that values are taken out of whatever the server says. */
class HiddenValuesTest {
    private static final HiddenValues HIDDEN = new HiddenValues(Placeholders.OFF.with(
            Map.of("secret", "s3cr$t", "longer", "s3cr$t and more", "name", "secret", "short", "abc")));

    @Test
    void eachValueBecomesItsPlaceholder() {
        assertThat(HIDDEN.hide("near s3cr$t, s3cr$t and more")).isEqualTo("near ${secret}, ${longer}");
    }

    @Test
    void whatIsPutInIsNotSearchedAgain() {
        assertThat(HIDDEN.hide("s3cr$t secret")).isEqualTo("${secret} ${name}");
    }

    /** PostgreSQL folds names to lower case, unescapes literals and quoted names, and cuts names to 63 bytes. */
    @Test
    void aValueIsFoundInTheFormThatTheServerGivesIt() {
        String longName = "n".repeat(70);
        HiddenValues hidden = new HiddenValues(Placeholders.OFF.with(Map.of(
                "table",
                "SecretTable",
                "literal",
                "it''s secret",
                "quoted",
                "a \"\"b\"\" c",
                "long",
                longName,
                "umlaut",
                "ä".repeat(40))));

        assertThat(hidden.hide("relation \"secrettable\"")).isEqualTo("relation \"${table}\"");
        assertThat(hidden.hide("near it's secret")).isEqualTo("near ${literal}");
        assertThat(hidden.hide("near it''s secret")).isEqualTo("near ${literal}");
        assertThat(hidden.hide("column \"a \"b\" c\"")).isEqualTo("column \"${quoted}\"");
        assertThat(hidden.hide(
                        "identifier \"" + longName + "\" will be truncated to \"" + longName.substring(0, 63) + "\""))
                .isEqualTo("identifier \"${long}\" will be truncated to \"${long}\"");
        assertThat(hidden.hide("\"" + "ä".repeat(31) + "\"")).isEqualTo("\"${umlaut}\"");
    }

    @Test
    void ofTwoValuesThatDifferInCaseTheExactOneIsShown() {
        HiddenValues hidden = new HiddenValues(Placeholders.OFF.with(Map.of("lower", "shop", "upper", "SHOP")));

        assertThat(hidden.hide("shop SHOP")).isEqualTo("${lower} ${upper}");
    }

    /** The engine decides by them. */
    @Test
    void theServersOwnWordsStay() {
        HiddenValues hidden = new HiddenValues(
                Placeholders.OFF.with(Map.of("number", "1000", "words", "schema changes", "job", "job(s)")));

        String jobs = "waiting for job(s) to complete: 1027410009381736449, 71000";
        assertThat(hidden.hide(jobs + "\n1000")).isEqualTo(jobs + "\n${number}");
        assertThat(hidden.hide("schema changes are disallowed on 1000"))
                .isEqualTo("schema changes are disallowed on ${number}");
        assertThat(hidden.hide("other schema changes")).isEqualTo("other ${words}");
    }

    @Test
    void aShortValueIsLeft() {
        assertThat(HIDDEN.hide("abc")).isEqualTo("abc");
        assertThat(new HiddenValues(Placeholders.OFF.with("a", "abc")).isEmpty())
                .isTrue();
    }

    @Test
    void aFailureLosesItsCauseIfThatHasAValue() {
        TxFailure failure = TxFailure.in(Phase.STATEMENT, "at s3cr$t")
                .sqlState("42601")
                .detail("d s3cr$t")
                .hint("h s3cr$t")
                .statement(3)
                .position(7)
                .sessionLost(true)
                .cause(new IllegalStateException("at s3cr$t"))
                .build();

        TxFailure hidden = HIDDEN.hide(failure);

        assertThat(hidden.text()).isEqualTo("at ${secret}");
        assertThat(hidden.detail()).isEqualTo("d ${secret}");
        assertThat(hidden.hint()).isEqualTo("h ${secret}");
        assertThat(hidden.is("42601")).isTrue();
        assertThat(hidden.statement()).isEqualTo(3);
        assertThat(hidden.position()).isEqualTo(7);
        assertThat(hidden.sessionLost()).isTrue();
        assertThat(hidden.phase()).isEqualTo(Phase.STATEMENT);
        assertThat(hidden).hasNoCause();
    }

    @Test
    void aCauseOfACauseCountsToo() {
        RuntimeException suppressing = new RuntimeException("outer");
        suppressing.addSuppressed(new RuntimeException("s3cr$t"));
        for (Throwable cause : List.of(new RuntimeException("outer", new RuntimeException("s3cr$t")), suppressing)) {
            assertThat(HIDDEN.hide(
                            TxFailure.in(Phase.STATEMENT, "fine").cause(cause).build()))
                    .hasNoCause();
        }
    }

    @Test
    void aFailureWithoutAValueIsTheSame() {
        TxFailure failure = TxFailure.in(Phase.STATEMENT, "fine")
                .cause(new RuntimeException("fine"))
                .build();

        assertThat(HIDDEN.hide(failure)).isSameAs(failure);
    }

    @Test
    void messagesAndBlockersAreHiddenToo() {
        assertThat(HIDDEN.hide(ServerMessage.of("NOTICE", "00000", "s3cr$t", "s3cr$t", null)))
                .isEqualTo(ServerMessage.of("NOTICE", "00000", "${secret}", "${secret}", null));
        LockWait wait = new LockWait(
                Duration.ofSeconds(1), List.of(new LockWait.Blocker(1, "u", "app", "active", "LOCK s3cr$t", null)));
        assertThat(HIDDEN.hide(wait).description()).contains("LOCK ${secret}");
    }
}
