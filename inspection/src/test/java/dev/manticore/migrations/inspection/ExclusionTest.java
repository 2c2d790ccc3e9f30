package dev.manticore.migrations.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How patterns of what is not compared are read. */
class ExclusionTest {
    private static final Catalog CATALOG = Catalog.parse("""
            -- PostgreSQL 18

            schema "odd:name#x"
              owner: app

            table shop.orders
              owner: app
              column id: integer
              column note: text
                comment: x

            materialized view shop.totals
              owner: app
            """);

    private static String left(String pattern) {
        return Exclusion.parse(pattern).leftOf(CATALOG).text();
    }

    @Test
    void aNameMatchesWholeAndWithWhatItBelongsTo() {
        assertThat(left("shop.orders")).doesNotContain("orders", "note").contains("totals");
        assertThat(left("shop.order")).isEqualTo(CATALOG.text());
        assertThat(left("shop.order?.n*")).doesNotContain("note").contains("column id");
    }

    @Test
    void kindsAndPropertiesHaveHyphens() {
        assertThat(left("materialized-view:*")).doesNotContain("totals").contains("orders");
        assertThat(left("column:*#comment")).doesNotContain("comment").contains("column note");
    }

    @Test
    void aQuotedNameMayHaveTheirMarks() {
        assertThat(left("\"odd:name#x\"")).doesNotContain("odd");
        assertThat(left("schema:\"odd:name#x\"#owner"))
                .contains("odd")
                .doesNotContain("schema \"odd:name#x\"\n  owner");
    }

    @Test
    void mistakesAreSaid() {
        assertThatThrownBy(() -> Exclusion.parse("tabel:x"))
                .hasMessageStartingWith(
                        "the pattern 'tabel:x' has the kind 'tabel', which does not exist; there are schema, ")
                .hasMessageContaining("materialized-view");
        assertThatThrownBy(() -> Exclusion.parse("x#colour")).hasMessageContaining("the property 'colour'");
        assertThatThrownBy(() -> Exclusion.parse("table:")).hasMessageContaining("has no name; write * for every name");
    }
}
