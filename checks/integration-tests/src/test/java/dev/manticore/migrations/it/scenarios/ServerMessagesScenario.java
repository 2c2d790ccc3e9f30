package dev.manticore.migrations.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.MigrationEvent;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.ServerMessage.Severity;
import dev.manticore.migrations.StatementFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows that what the server says without failing reaches the listeners, in order, and that a flood is cut down. */
@PostgresOnly("Old versions have no DO.")
class ServerMessagesScenario extends Scenario {
    private final Events events = new Events();

    private List<ServerMessage> said() {
        return events.of(MigrationEvent.MessageReceived.class).stream()
                .map(MigrationEvent.MessageReceived::message)
                .toList();
    }

    @Test
    void whatAScriptRaises() {
        with(
                        builder -> builder.listener(events),
                        up(
                                1,
                                "DO $$ BEGIN RAISE WARNING 'the long way' USING DETAIL = 'by foot', HINT = 'take a bus';"
                                        + " RAISE NOTICE '42 rows'; END $$"))
                .migrate();

        assertThat(said())
                .containsExactly(
                        new ServerMessage(Severity.WARNING, "01000", "the long way", "by foot", "take a bus"),
                        new ServerMessage(Severity.NOTICE, "00000", "42 rows", null, null));
        assertThat(events.of(MigrationEvent.MessageReceived.class).get(0).step().id())
                .hasToString("1");
    }

    @Test
    void whatAScriptRaisesBeforeItFails() {
        failure(
                StatementFailedException.class,
                () -> with(
                                builder -> builder.listener(events),
                                up(1, "DO $$ BEGIN RAISE WARNING 'bad row 17'; RAISE EXCEPTION 'no'; END $$"))
                        .migrate());

        assertThat(said()).extracting(ServerMessage::text).containsExactly("bad row 17");
    }

    @Test
    void whatAStatementThatCommitsAloneRaises() {
        with(
                        builder -> builder.listener(events),
                        up(1, "-- manticore: transaction=none\nDROP TABLE IF EXISTS nothing_of_this_name"))
                .migrate();

        assertThat(said())
                .extracting(ServerMessage::text)
                .singleElement()
                .asString()
                .contains("does not exist");
    }

    @Test
    void theEndOfAFlood() {
        with(
                        builder -> builder.listener(events),
                        up(1, "DO $$ BEGIN FOR i IN 1..20000 LOOP RAISE NOTICE 'row %', i; END LOOP; END $$"))
                .migrate();

        assertThat(said()).hasSize(1_001);
        assertThat(said().get(0).text()).isEqualTo("19000 earlier messages of the server were left out.");
        assertThat(said().get(1_000).text()).isEqualTo("row 20000");
    }

    @Test
    void nothingOfTheToolsOwnStatements() {
        with(builder -> builder.listener(events), table(1)).migrate();
        with(builder -> builder.listener(events), table(1), table(2)).migrate();

        assertThat(said()).isEmpty();
    }
}
