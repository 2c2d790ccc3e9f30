package dev.manticore.migrations.it.proof;

import dev.manticore.migrations.Direction;

/**
 * A statement of one of the scripts of {@link ProofSet}.
 *
 * @param number counted from 1
 */
record ScriptStatement(long version, Direction direction, int number) {
    static ScriptStatement of(String version, String direction, int number) {
        return new ScriptStatement(Long.parseLong(version), Direction.valueOf(direction), number);
    }

    String sql() {
        return line().sql();
    }

    ProofScript.Line line() {
        return ProofSet.ALL.stream()
                .filter(migration -> migration.version() == version)
                .findFirst()
                .orElseThrow()
                .script(direction)
                .lines()
                .get(number - 1);
    }
}
