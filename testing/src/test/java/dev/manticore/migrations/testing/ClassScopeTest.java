package dev.manticore.migrations.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The methods of a class may share a database. */
@MigratedDatabase(server = SharedServer.class, scope = MigratedDatabase.Scope.CLASS)
class ClassScopeTest {

    @BeforeAll
    static void prepare(DataSource database) throws Exception {
        Sqls.execute(database, "INSERT INTO pets (name) VALUES ('Rex')");
    }

    @RepeatedTest(2)
    void seesWhatEarlierMethodsWrote(DataSource database, RepetitionInfo repetition) throws Exception {
        assertThat(Sqls.ask(database, "SELECT count(*) FROM pets"))
                .isEqualTo(List.of(String.valueOf(repetition.getCurrentRepetition())));
        Sqls.execute(database, "INSERT INTO pets (name) VALUES ('Tom')");
    }

    @AfterAll
    static void finish(DataSource database) throws Exception {
        assertThat(Sqls.ask(database, "SELECT count(*) FROM pets")).containsExactly("3");
    }
}
