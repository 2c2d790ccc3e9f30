package dev.manticore.migrations.inspection.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.manticore.migrations.inspection.verify.VerifyFault.Kind;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Faults that were planted in undo scripts are all found, each with its object and what is wrong; and none in right ones. */
class VerifyMutationTest {
    private static final List<PlantedFault> PLANTED = PlantedFault.all();

    @Test
    void eachPlantedFaultIsFoundAndNamed() {
        VerifyReport report = verify(PlantedFault::faulty);

        assertThat(PLANTED).hasSizeGreaterThanOrEqualTo(60);
        SoftAssertions all = new SoftAssertions();
        for (int index = 0; index < PLANTED.size(); index++) {
            PlantedFault expected = PLANTED.get(index);
            String label = "V" + version(index) + " step";
            List<VerifyFault> found = report.faults().stream()
                    .filter(fault -> String.valueOf(fault.migration()).equals(label))
                    .toList();
            all.assertThat(found)
                    .as(expected.up())
                    .extracting(VerifyFault::kind, VerifyFault::origin)
                    .containsExactly(tuple(Kind.UNDO_DIFFERS, "db/U" + version(index) + "__undo_step.sql"));
            // What follows from it is named behind it, e.g. of the columns of a partition.
            all.assertThat(found.stream()
                            .flatMap(fault -> fault.details().stream())
                            .findFirst()
                            .orElse("nothing"))
                    .as(expected.up())
                    .startsWith(expected.detail());
        }
        all.assertAll();
        assertThat(report.faults()).hasSameSizeAs(PLANTED);
    }

    @Test
    void rightUndoScriptsAreClean() {
        assertThat(verify(PlantedFault::right).faults()).isEmpty();
    }

    /** Each fault has a version, and the next one, which has no undo, restores what it changed. */
    private static VerifyReport verify(Function<PlantedFault, String> undo) {
        Project project = new Project()
                .version(1, PlantedFault.BASE, "DROP PUBLICATION verify_news; DROP SCHEMA shop CASCADE")
                .seed("V1__rows.sql", PlantedFault.SEED);
        for (int index = 0; index < PLANTED.size(); index++) {
            PlantedFault planted = PLANTED.get(index);
            project.version(version(index), planted.up(), undo.apply(planted))
                    .file("V" + (version(index) + 1) + "__restore.sql", planted.right());
        }
        return project.verify();
    }

    private static int version(int index) {
        return 2 + 2 * index;
    }
}
