package dev.manticore.migrations.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.CallbackEvent;
import dev.manticore.migrations.Problem.Kind;
import dev.manticore.migrations.ScriptNaming;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which file names are callbacks. */
class CallbackNameTest {

    @ParameterizedTest
    @EnumSource(CallbackEvent.class)
    void isThatOfAnEvent(CallbackEvent event) {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, event.fileName() + ".sql"))
                .isEqualTo(new ScriptName.Callback(event, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "beforeMigrate__set_owner.sql, set owner",
        "beforeMigrate__a__b.sql,      a  b",
        "beforeMigrate___a.sql,        a",
        "beforeMigrate__.sql,          ''",
        "beforeMigrate__1.sql,         1"
    })
    void mayHaveADescription(String name, String description) {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, name))
                .isEqualTo(new ScriptName.Callback(CallbackEvent.BEFORE_MIGRATE, description));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beforeClean",
                "afterCleanError",
                "afterCleanOperationFinish",
                "beforeInfo",
                "afterInfo",
                "beforeValidate",
                "afterValidateError",
                "beforeBaseline",
                "afterRepairOperationFinish",
                "beforeConnect",
                "afterReportGenerated"
            })
    void ofAnotherCommandIsNotExecuted(String event) {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, event + ".sql"))
                .isInstanceOf(ScriptName.UnusedCallback.class);
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, event + "__x.sql"))
                .isInstanceOf(ScriptName.UnusedCallback.class);
    }

    @ParameterizedTest
    @CsvSource({
        "beforeFoo.sql,            beforeUndo.sql",
        "beforemigrate.sql,        beforeMigrate.sql",
        "BEFOREMIGRATE.sql,        beforeMigrate.sql",
        "afterMigrates__x.sql,     afterMigrate__x.sql",
        "beforeMigration.sql,      beforeMigrate.sql",
        "afterEachMigrated.sql,    afterEachMigrate.sql",
        "beforeMigrate_x.sql,      beforeMigrate.sql",
        "createSchemas.sql,        createSchema.sql",
        "create_schema.sql,        createSchema.sql"
    })
    void thatIsMisspelledIsRefusedWithASuggestion(String name, String suggested) {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, name))
                .isInstanceOfSatisfying(ScriptName.Invalid.class, invalid -> {
                    assertThat(invalid.kind()).isEqualTo(Kind.MALFORMED_NAME);
                    assertThat(invalid.message())
                            .isEqualTo("The file name is like that of a callback, but there is no event "
                                    + name.replaceAll("(__.*)?\\.sql", "") + ".");
                    assertThat(invalid.remedy())
                            .startsWith("Did you mean " + suggested + "? The events are afterConnect, ");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "beforeEachMigrateStatement.sql,     beforeEachMigrate.sql",
        "afterEachUndoStatementError__a.sql, afterEachUndo.sql"
    })
    void ofEachStatementIsRefused(String name, String instead) {
        assertThat(ScriptName.parse(ScriptNaming.DEFAULT, name))
                .isInstanceOfSatisfying(ScriptName.Invalid.class, invalid -> {
                    assertThat(invalid.kind()).isEqualTo(Kind.UNSUPPORTED_NAME);
                    assertThat(invalid.remedy()).contains(instead);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"after_hours", "before", "createTables", "V1__beforeMigrate"})
    void isNotLikeOne(String name) {
        assertThat(CallbackNameParser.parse(ScriptNaming.DEFAULT, name)).isEmpty();
    }
}
