package dev.manticore.migrations.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.fleet.FleetTarget;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.failure.ToolException;
import dev.manticore.migrations.settings.text.Style;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shows which failures of targets count as the same. */
class FailureGroupsTest {
    private final FailureGroups groups = new FailureGroups(new Style(false));

    @Test
    void namesOfTheTargetMakeNoDifference() {
        add("Acme & Sons", "t_1", "relation \"t_1.users\" of Acme & Sons is missing");
        add("Globex", "t_2", "relation \"t_2.users\" of Globex is missing");

        assertThat(groups.texts()).containsExactly("""
                        error: relation "t_1.users" of Acme & Sons is missing
                          what to do: Create a new one.
                          2 targets: Acme & Sons, Globex""");
    }

    @Test
    void aNameMayBeAWordOfTheText() {
        add("a", "a", "a schema \"a\" is missing");
        add("b", "b", "a schema \"b\" is missing");
        add("c", "c", "a schema \"c\" is missing");

        assertThat(groups.texts()).singleElement().asString().endsWith("3 targets: a, b, c");
    }

    @Test
    void timesMakeNoDifference() {
        add("a", "a", "applied on 2026-11-30T08:53:50.348185Z, the lease is held for another 3.2 s");
        add("b", "b", "applied on 2026-11-30T08:53:51Z, the lease is held for another 12 ms");

        assertThat(groups.texts()).hasSize(1);
    }

    @Test
    void anythingElseDoes() {
        add("1", "1", "V1 failed");
        add("2", "2", "V2 failed");
        add("3", "s_3", "V1__a.sql:3:1 failed");
        add("4", "s_4", "V1__a.sql:4:1 failed");
        add("users", "users", "relation \"users\" is missing");
        add("orders", "orders", "relation \"items\" is missing");

        assertThat(groups.texts())
                .hasSize(6)
                .allSatisfy(text -> assertThat(text).contains("\n  target: "));
    }

    @Test
    void ofManyTargetsAFewAreNamed() {
        IntStream.range(0, 12).forEach(number -> add("t" + number, "t" + number, "full"));

        assertThat(groups.texts())
                .singleElement()
                .asString()
                .endsWith("  12 targets: t0, t1, t2, t3, t4, t5, t6, t7, t8, t9 and 2 others");
    }

    @Test
    void aNumberIsANameOnlyWhereTheTextIsTheSame() {
        add("1", "s_1", "relation \"s_1.users\" is missing");
        add("2", "s_2", "relation \"s_2.users\" is missing");

        assertThat(groups.texts()).singleElement().asString().endsWith("2 targets: 1, 2");
    }

    private void add(String name, String schema, String message) {
        groups.add(
                new FleetTarget(name, "server", "database", schema),
                Failure.of(ToolException.usage(message, "Create a new one."), new OptionWording()));
    }
}
