package dev.manticore.migrations.internal.plan;

import static dev.manticore.migrations.internal.plan.Files.applied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows what is noted of placeholders while they are off. */
class UnreplacedPlaceholdersTest {
    private static final String NOTE = ": ${a} is sent as it is, since placeholders are off";
    private static final String REMEDY = ". If it is a placeholder, declare its value.";

    private static List<String> notes(Files files, long... applied) {
        return ((Planning.Planned) files.plan(Target.latest(), applied(applied))).notes();
    }

    @Test
    void oneNoteNamesTheFirstPlaceAndCountsTheOthers() {
        assertThat(notes(Files.none().with("V1__m.sql", "SELECT\n '${a}'")))
                .containsExactly("db/V1__m.sql:2:3" + NOTE + REMEDY);
        assertThat(notes(Files.none().with("V1__m.sql", "SELECT '${a}${b}'")))
                .containsExactly(
                        "db/V1__m.sql:1:9" + NOTE + "; so is what looks like a placeholder in 1 other place" + REMEDY);
        assertThat(notes(Files.none().with("V1__m.sql", "SELECT '${a}'").with("V2__m.sql", "SELECT '${b}', '${c}'")))
                .containsExactly(
                        "db/V1__m.sql:1:9" + NOTE + "; so is what looks like a placeholder in 2 other places" + REMEDY);
    }

    @Test
    void onlyStatementsThatWouldBeSentCount() {
        Files files = Files.none()
                .with("V1__m.sql", "SELECT '${a}'")
                .with("V2__m.sql", "-- ${a}\nSELECT 1")
                .with("V3__m.sql", "SELECT '${a}'")
                .with("V3__m.sql.conf", "placeholderReplacement=false")
                .with("V4__m.sql", "SELECT '$${a}'");

        assertThat(notes(files, 1)).isEmpty();
    }

    @Test
    void allFilesAreCheckedWithoutADatabase() {
        assertThat(FileCheck.notes(Files.none()
                        .with("V1__m.sql", "SELECT 1")
                        .with("U1__undo_m.sql", "SELECT '${a}'")
                        .read()))
                .containsExactly("db/U1__undo_m.sql:1:9" + NOTE + REMEDY);
    }
}
