package dev.manticore.migrations.internal.sql.rules;

import static dev.manticore.migrations.internal.sql.rules.TransactionTraitsTest.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which ALTER TABLE has several actions, which CockroachDB may execute in part. */
class SeveralActionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t RENAME COLUMN w TO w9, ADD CONSTRAINT tu UNIQUE (a)",
                "alter table if exists only s.\"t,u\" * drop column w, add check (a > 0)",
                "ALTER TABLE t ADD COLUMN a DECIMAL(1, 2), ALTER COLUMN b SET DEFAULT f(1, 2)",
                "ALTER TABLE t DROP CONSTRAINT c, -- and\n VALIDATE CONSTRAINT d",
                "ALTER TABLE t CONFIGURE ZONE USING a = 1, DROP COLUMN b",
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a), ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a), NO FORCE ROW LEVEL SECURITY"
            })
    void hasSeveral(String statement) {
        assertThat(only(statement).has(Trait.SEVERAL_ACTIONS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a, b) REFERENCES u (a, b)",
                "ALTER TABLE t ADD COLUMN a DECIMAL(1, 2) UNIQUE",
                "ALTER TABLE t SPLIT AT VALUES (1), (2)",
                "ALTER TABLE t CONFIGURE ZONE USING num_replicas = 5, gc.ttlseconds = 100",
                "ALTER TABLE t RENAME TO u",
                "ALTER INDEX t@i SPLIT AT VALUES (1), (2)",
                "ALTER DATABASE d ADD REGION a",
                "DROP TABLE a, b",
                "SELECT 1, 2"
            })
    void hasOneAtMost(String statement) {
        assertThat(only(statement).has(Trait.SEVERAL_ACTIONS)).isFalse();
    }
}
