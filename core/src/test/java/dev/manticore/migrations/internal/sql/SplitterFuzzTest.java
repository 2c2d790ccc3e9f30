package dev.manticore.migrations.internal.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.internal.sql.header.ScriptHeader;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.internal.sql.text.SqlSyntaxException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Splits 100,000 generated scripts: only SqlSyntaxException is thrown, nothing hangs, and no text is lost or misplaced. */
class SplitterFuzzTest {

    private static final Duration BUDGET = Duration.ofSeconds(60);

    @Test
    void findsTheStatementsOfValidScripts() {
        ScriptGenerator generator = new ScriptGenerator(20_261_123);
        Assertions.assertTimeoutPreemptively(BUDGET, () -> {
            for (int i = 0; i < 20_000; i++) {
                ScriptGenerator.Valid valid = generator.valid();
                SplitScript text = SqlSplitter.split(valid.script());
                assertThat(text.statements())
                        .as(valid.script())
                        .extracting(statement -> statement.text(valid.script()))
                        .isEqualTo(valid.statements());
                assertThat(text.statements())
                        .extracting(statement -> rows(text, statement))
                        .isEqualTo(valid.rows());
                check(text);
            }
        });
    }

    @Test
    void survivesMutations() {
        ScriptGenerator generator = new ScriptGenerator(1);
        assertThat(survivors(generator::mutation, 50_000)).isBetween(10_000, 40_000);
    }

    @Test
    void survivesNonsense() {
        ScriptGenerator generator = new ScriptGenerator(2);
        assertThat(survivors(generator::nonsense, 30_000)).isBetween(3_000, 25_000);
    }

    /** Returns how many scripts could be split. A test with nearly all or nearly none would show little. */
    private static int survivors(java.util.function.Supplier<String> scripts, int count) {
        return Assertions.assertTimeoutPreemptively(BUDGET, () -> {
            int survivors = 0;
            for (int i = 0; i < count; i++) {
                survivors += survives(scripts.get()) ? 1 : 0;
            }
            return survivors;
        });
    }

    private static boolean survives(String script) {
        SplitScript text;
        try {
            text = SqlSplitter.split(script);
        } catch (SqlSyntaxException refusal) {
            assertThat(refusal.offset()).isBetween(0, script.length());
            assertThat(refusal.position().line()).isPositive();
            assertThat(refusal.excerpt()).endsWith("^");
            assertThat(refusal.hint()).isNotBlank();
            return false;
        } catch (RuntimeException other) {
            throw new AssertionError("script: " + script, other);
        }
        try {
            check(text);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("script: " + script, failure);
        }
        return true;
    }

    private static void check(SplitScript text) {
        GapChecker.check(text);
        for (SqlStatement statement : text.statements()) {
            assertThat(text.offsetOf(statement, text.positionOf(statement, statement.end())))
                    .isEqualTo(statement.end());
            text.createdIndex(statement);
            if (!statement.has(Trait.BACKSLASH_STRINGS)) {
                checkAlone(text, statement);
            }
        }
        String normal = text.normalised();
        assertThat(normal).doesNotContain("\r");
        ScriptHeader.of(
                text,
                refusal -> assertThat(refusal.offset()).isBetween(0, text.text().length()));
    }

    /** Prepends a space: a byte order mark inside a script must not become one at its start. */
    private static void checkAlone(SplitScript text, SqlStatement statement) {
        String sql = " " + statement.text(text.text());
        String script = statement.copyData() == null ? sql : sql + ";\n" + rows(text, statement) + "\\.";
        SplitScript alone = SqlSplitter.split(script);
        assertThat(alone.statements()).hasSize(1);
        SqlStatement again = alone.statements().get(0);
        assertThat(again.text(script)).isEqualTo(statement.text(text.text()));
        assertThat(again.traits()).isEqualTo(statement.traits());
        assertThat(again.effect()).isEqualTo(statement.effect());
    }

    private static String rows(SplitScript text, SqlStatement statement) {
        return statement.copyData() == null
                ? ""
                : requireNonNull(statement.copyData()).text(text.text());
    }
}
