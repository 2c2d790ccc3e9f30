package dev.manticore.migrations.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.Placeholders;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.placeholder.DatabaseValues;
import dev.manticore.migrations.internal.sql.SplitScript;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows what readers with different values share, and what each has for itself. */
class SharedMigrationsTest {
    private final CountingSource source = new CountingSource();
    private final List<Reference<OpenScript>> kept = new ArrayList<>();
    private final SharedMigrations shared = new SharedMigrations(script -> {
        kept.add(new SoftReference<>(script));
        return kept.get(kept.size() - 1);
    });

    private static ScriptReader reader(Placeholders placeholders) {
        return new ScriptReader(
                new ReadSettings(placeholders, StandardCharsets.UTF_8, ReadSettings.DEFAULT_TABLE), Checksum::of);
    }

    private static ScriptReader tenant(String name) {
        return reader(Placeholders.OFF.with("tenant", name));
    }

    private MigrationSet load(ScriptReader reader) {
        return shared.load(List.of(source), reader);
    }

    private void forgetWhatWasRead() {
        kept.forEach(Reference::clear);
    }

    private static Script up(MigrationSet files, long version) {
        return files.byVersion().get(Version.of(version)).up();
    }

    @Test
    void aFileWithoutDifferentValuesIsCutOnce() {
        source.file("V1__a.sql", "CREATE TABLE a ()").file("V2__b.sql", "CREATE TABLE ${tenant} ()");
        MigrationSet first = load(tenant("one"));
        MigrationSet second = load(tenant("two"));

        assertThat(up(first, 1).sql()).isSameAs(up(second, 1).sql());
        assertThat(up(first, 1).unopened().sql()).isSameAs(up(second, 1).sql());
        assertThat(up(first, 2).toSend(0).sql()).isEqualTo("CREATE TABLE one ()");
        assertThat(up(second, 2).toSend(0).sql()).isEqualTo("CREATE TABLE two ()");
        assertThat(up(first, 2).checksum()).isEqualTo(up(second, 2).checksum());
        assertThat(source.opened()).containsExactlyInAnyOrder("V1__a.sql", "V2__b.sql", "V1__a.sql", "V2__b.sql");
    }

    @Test
    void aRepeatableMigrationHasAChecksumForEachValue() {
        source.file("V1__a.sql", "CREATE TABLE a ()").file("R__b.sql", "SELECT '${Tenant}'");
        RepeatableName name = new RepeatableName("b");
        Script one = load(tenant("one")).repeatables().get(name).up();
        Script two = load(tenant("two")).repeatables().get(name).up();

        assertThat(one.checksum()).isNotEqualTo(two.checksum());
        assertThat(load(tenant("two")).repeatables().get(name).up().checksum()).isEqualTo(two.checksum());
        assertThat(shared.repeatedVary(Set.of("tenant"))).isTrue();
        assertThat(shared.repeatedVary(Set.of("other"))).isFalse();
        assertThat(shared.anyVary(Set.of("other"))).isFalse();
    }

    @Test
    void aValueOfTheDatabaseIsPutInForEachRun() {
        source.file("V1__a.sql", "CREATE TABLE ${manticore:defaultSchema}.a ()").file("U1__a.sql", "SELECT 1");
        ScriptReader reader = tenant("one");
        Script script = up(load(reader), 1);

        Script mine = reader.complete(script, () -> new DatabaseValues("u", "d", "mine"));
        Script yours = tenant("two").complete(script, () -> new DatabaseValues("u", "d", "yours"));

        assertThat(mine.toSend(0).sql()).isEqualTo("CREATE TABLE mine.a ()");
        assertThat(yours.toSend(0).sql()).isEqualTo("CREATE TABLE yours.a ()");
        assertThat(shared.anyVary(Set.of())).isTrue();
        assertThat(shared.repeatedVary(Set.of())).isFalse();
    }

    @Test
    void aReaderThatIsOtherwiseDifferentReadsForItself() {
        source.file("V1__a.sql", "SELECT '${tenant}'");
        load(tenant("one"));
        source.opened();

        MigrationSet other = load(reader(Placeholders.OFF));

        assertThat(up(other, 1).toSend(0).sql()).isEqualTo("SELECT '${tenant}'");
        assertThat(source.opened()).containsExactly("V1__a.sql", "V1__a.sql");
    }

    @Test
    void aFileThatWasChangedMeanwhileIsAProblemForEach() {
        source.file("V1__a.sql", "SELECT '${tenant}'").edited("V1__a.sql", "SELECT 2");
        MigrationSet first = load(tenant("one"));
        MigrationSet second = load(tenant("two"));

        assertThat(up(first, 1).problems()).extracting(Problem::kind).containsExactly(Problem.Kind.SOURCE_UNREADABLE);
        assertThat(up(second, 1).problems()).extracting(Problem::kind).containsExactly(Problem.Kind.SOURCE_UNREADABLE);
    }

    @Test
    void aRunKeepsWhatItHasOpenedWhenMemoryIsShort() {
        source.file("V1__a.sql", "SELECT 1").file("U1__a.sql", "SELECT 2");
        Script undo = Objects.requireNonNull(
                load(tenant("one")).byVersion().get(Version.of(1)).down());
        SplitScript before = undo.sql();
        source.opened();

        forgetWhatWasRead();

        assertThat(undo.sql()).isSameAs(before);
        assertThat(source.opened()).isEmpty();
    }

    @Test
    void aFileThatIsReadAgainForALaterRunHasToBeTheSame() {
        source.file("V1__a.sql", "SELECT 1")
                .file("V2__b.sql", "SELECT 1")
                .file("U1__a.sql", "SELECT 2")
                .edited("U1__a.sql", "SELECT 3")
                .file("U2__b.sql", "SELECT 4");
        assertThat(load(tenant("one")).scripts().flatMap(script -> script.problems().stream()))
                .isEmpty();

        forgetWhatWasRead();

        assertThat(load(tenant("two")).scripts().flatMap(script -> script.problems().stream()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.SOURCE_UNREADABLE);
                    assertThat(problem.location()).isEqualTo(SourceLocation.file("db/U1__a.sql"));
                });
    }

    @Test
    void beforeAnythingIsReadEverythingMayVary() {
        assertThat(shared.anyVary(Set.of())).isTrue();
        assertThat(shared.repeatedVary(Set.of())).isTrue();
    }
}
