package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Migration;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.it.api.Code;
import java.util.stream.Stream;

record ProofMigration(long version, String description, ProofScript up, ProofScript down) {
    Migration migration() {
        return new Migration(version, description, up.text(), down.text());
    }

    /** The same in Java code; every statement of it can be in one transaction. */
    Code code() {
        return Code.of(Version.of(version), work(up)).undo(work(down));
    }

    private static Code.Work work(ProofScript script) {
        return Code.Work.of(script.lines().stream().map(ProofScript.Line::sql).toArray(String[]::new));
    }

    boolean isOneTransaction() {
        return Stream.of(up, down)
                .allMatch(script ->
                        script.header() == null && script.lines().stream().allMatch(line -> line.carriedOut() == null));
    }

    ProofScript script(Direction direction) {
        return direction == Direction.APPLY ? up : down;
    }
}
