package dev.manticore.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which migrations in code are valid, and which files they correspond to. */
class MigrationTest {

    @Test
    void aVersionIsAboveZero() {
        assertThatThrownBy(() -> new Migration(0, "a", "", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the version of a migration must be above 0, was 0");
        assertThat(new Migration(Version.of(0, 1), "a", "", null).id()).isEqualTo(Version.of(0, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void aVersionIsNotNegative(long version) {
        assertThatThrownBy(() -> new Migration(version, "a", "", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the numbers of a version must be 0 or greater, was " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "_", " _ _"})
    void aDescriptionSaysSomething(String description) {
        assertThatThrownBy(() -> new Migration(1, description, "", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("migration 1 has no description");
    }

    @Test
    void whatAppliesItIsRequiredAndWhatRevertsItIsNot() {
        assertThatThrownBy(() -> new Migration(1, "a", null, null)).isInstanceOf(NullPointerException.class);
        assertThat(new Migration(1, "a", "", null).downSql()).isNull();
    }

    @Test
    void becomesThePairOfFilesThatItWouldBe() throws Exception {
        List<SourceScript> scripts = MigrationSource.of(
                        new Migration(1, "add users", "SELECT '\u00e4'", "SELECT 2"), new Migration(2, "b", "x", null))
                .load();
        assertThat(scripts)
                .extracting(SourceScript::name)
                .containsExactly("V1__add_users.sql", "U1__undo_add_users.sql", "V2__b.sql");
        assertThat(scripts.get(0).read()).isEqualTo("SELECT '\u00e4'".getBytes(UTF_8));
        assertThat(scripts.get(0).origin()).isEqualTo("code:V1__add_users.sql");
    }

    @Test
    void aSourceCopiesItsList() throws Exception {
        List<Migration> migrations = new ArrayList<>(List.of(new Migration(1, "a", "", null)));
        MigrationSource source = MigrationSource.of(migrations);
        migrations.clear();
        assertThat(source.load()).hasSize(1);
    }
}
