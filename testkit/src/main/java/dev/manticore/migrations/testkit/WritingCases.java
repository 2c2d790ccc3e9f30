package dev.manticore.migrations.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.WritableMigrationSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** New scripts: all or none are written, and nothing is overwritten. */
interface WritingCases {

    WritableMigrationSource writable() throws Exception;

    @Test
    default void whatIsWrittenIsLoaded() throws Exception {
        WritableMigrationSource source = writable();
        List<SourceScript> scripts = scripts("V1__größe.sql", "U1__undo_größe.sql");
        source.write(scripts);

        assertThat(Contents.of(source.load()))
                .as("the scripts that load() returns after they were written")
                .isEqualTo(Contents.of(scripts));
    }

    @Test
    default void originsAreToldInOrderAndAsLoadingTellsThem() throws Exception {
        WritableMigrationSource source = writable();
        List<SourceScript> scripts = scripts("V2__two.sql", "V1__one.sql", "U1__undo_one.sql");
        List<String> written = source.write(scripts);
        Map<String, String> loaded =
                source.load().stream().collect(Collectors.toMap(SourceScript::name, SourceScript::origin));

        assertThat(written)
                .as("the origins of the scripts, in their order and as load() reports them")
                .containsExactlyElementsOf(scripts.stream()
                        .map(script -> loaded.get(script.name()))
                        .toList());
    }

    @Test
    default void aPlaceIsMissingUntilItIsWrittenTo() throws Exception {
        WritableMigrationSource source = writable();
        assertThat(source.isMissing())
                .as("isMissing() before anything was written")
                .isTrue();
        source.write(scripts("V1__one.sql"));

        assertThat(source.isMissing()).as("isMissing() afterwards").isFalse();
    }

    @Test
    default void nothingIsOverwrittenAndThenNothingIsWritten() throws Exception {
        WritableMigrationSource source = writable();
        List<SourceScript> before = scripts("V1__one.sql", "V2__two.sql");
        source.write(before);
        SourceScript changed = new SourceScript("V2__two.sql", "changed".getBytes(UTF_8), "");
        SourceScript fresh = scripts("V3__three.sql").get(0);
        for (List<SourceScript> attempt : List.of(List.of(fresh, changed), List.of(changed, fresh))) {
            try {
                source.write(attempt);
                throw new AssertionError(
                        "write(..) returned, though V2__two.sql exists already. Nothing is overwritten.");
            } catch (SourceException failure) {
                assertThat(failure.getMessage())
                        .as("the message; it has to name the script that already exists")
                        .contains("V2__two.sql");
                assertThat(failure.remedy().toString()).isNotBlank();
            }
            assertThat(Contents.of(source.load()))
                    .as("the scripts after an attempt to write one that exists and one that does not")
                    .isEqualTo(Contents.of(before));
        }
    }

    private static List<SourceScript> scripts(String... names) {
        return Arrays.stream(names)
                .map(name -> new SourceScript(name, ("-- " + name + "\n").getBytes(UTF_8), ""))
                .toList();
    }
}
