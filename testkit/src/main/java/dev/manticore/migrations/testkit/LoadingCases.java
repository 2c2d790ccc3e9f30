package dev.manticore.migrations.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cases of every source. */
interface LoadingCases extends SourceHooks {

    @Test
    default void everyScriptIsAnsweredOnceWithItsContent() throws Exception {
        Map<String, byte[]> files = Contents.named(
                "V1__one.sql",
                "U1__undo_one.sql",
                "V10__ten.sql",
                "V2__two.sql",
                "V20260101123456__timestamp.sql",
                "V9223372036854775807__last.sql");

        assertThat(Contents.of(source(files).load()))
                .as("the scripts that were returned, by name")
                .isEqualTo(Contents.of(files));
    }

    @Test
    default void anEmptyPlaceAnswersNothing() throws Exception {
        assertThat(source(Map.of()).load())
                .as("the scripts of an empty place; an empty list, and neither null nor a failure")
                .isEmpty();
    }

    @Test
    default void loadingTwiceAnswersTheSame() throws Exception {
        MigrationSource source = source(Contents.named("V1__one.sql", "V2__two.sql"));
        List<SourceScript> first = source.load();
        List<SourceScript> second = source.load();

        assertThat(first).hasSize(2);
        assertThat(Contents.of(second))
                .as("the scripts of a second load(); a migrator loads for each operation")
                .isEqualTo(Contents.of(first));
        assertThat(second).extracting(SourceScript::origin).containsExactlyInAnyOrderElementsOf(origins(first));
    }

    private static List<String> origins(List<SourceScript> scripts) {
        return scripts.stream().map(SourceScript::origin).toList();
    }

    @Test
    default void severalMayLoadAtOnce() throws Exception {
        Map<String, byte[]> files = numbered(500);
        MigrationSource source = source(files);
        List<Later<List<SourceScript>>> loading =
                Stream.generate(() -> Later.of(source::load)).limit(4).toList();
        for (Later<List<SourceScript>> load : loading) {
            assertThat(Contents.of(load.get()))
                    .as("the scripts of one of four who loaded at once")
                    .isEqualTo(Contents.of(files));
        }
    }

    @Test
    default void tenThousandScriptsAreAnswered() throws Exception {
        Map<String, byte[]> files = numbered(10_000);

        List<SourceScript> scripts = source(files).load();

        assertThat(scripts.size()).as("scripts of 10,000 that were returned").isEqualTo(files.size());
        assertThat(Contents.of(scripts)).isEqualTo(Contents.of(files));
    }

    private static Map<String, byte[]> numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add("V" + i + "__number_" + i + ".sql");
        }
        return Contents.named(names.toArray(String[]::new));
    }

    @Test
    default void aScriptOfMegabytesIsAnsweredWhole() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("V1__big.sql", "INSERT INTO t VALUES ('é');\n".repeat(400_000).getBytes(UTF_8));
        List<SourceScript> scripts = source(files).load();

        assertThat(scripts).hasSize(1);
        assertThat(scripts.get(0).read().length)
                .as("bytes of a script of 11.6 MB")
                .isEqualTo(files.get("V1__big.sql").length);
        assertThat(scripts.get(0).read()).isEqualTo(files.get("V1__big.sql"));
    }

    @Test
    default void namesAndContentsInOtherScriptsThanLatinAreKept() throws Exception {
        Map<String, byte[]> files =
                Contents.named("V1__größe_☃_данные.sql", "U1__undo_größe_☃_данные.sql", "V2__表を作る.sql");

        assertThat(Contents.of(source(files).load()))
                .as("the scripts whose names and contents are not ASCII")
                .isEqualTo(Contents.of(files));
    }

    @Test
    default void aPersonCanTellWhereAScriptIs() throws Exception {
        MigrationSource source = source(Contents.named("V1__one.sql", "V2__two.sql"));

        assertThat(source.description()).as("description(), for messages").isNotBlank();
        assertThat(source.load())
                .hasSize(2)
                .allSatisfy(script -> assertThat(script.origin())
                        .as("the origin of %s", script.name())
                        .contains(script.name()));
        assertThat(source.load()).extracting(SourceScript::origin).doesNotHaveDuplicates();
    }
}
