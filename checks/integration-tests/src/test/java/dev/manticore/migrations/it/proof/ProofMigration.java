package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.Migration;

record ProofMigration(long version, String description, ProofScript up, ProofScript down) {
    Migration migration() {
        return new Migration(version, description, up.text(), down.text());
    }

    ProofScript script(Direction direction) {
        return direction == Direction.APPLY ? up : down;
    }
}
