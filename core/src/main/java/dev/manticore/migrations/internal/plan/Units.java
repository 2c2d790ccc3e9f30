package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.load.TransactionBlock;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The units of a stepwise script: the transactions that it asks for, and every other statement by itself. */
public final class Units {
    private final int count;
    private final NavigableMap<Integer, TransactionBlock> blocks = new TreeMap<>();
    private final List<TransactionBlock> dissolved = new ArrayList<>();

    private Units(int count) {
        this.count = count;
    }

    /** Returns the units of a script as this database executes them. */
    public static Units of(Script script, Database database) {
        Units units = new Units(script.statements().size());
        for (TransactionBlock block : script.blocks()) {
            if (script.statements().subList(block.from(), block.to()).stream()
                    .allMatch(statement -> canShare(statement, block, database))) {
                units.blocks.put(block.from(), block);
            } else {
                units.dissolved.add(block);
            }
        }
        return units;
    }

    /**
     * Whether a statement can be in a transaction with a note. What follows the last COMMIT of a script is one only if it
     * can be. CockroachDB commits each schema change alone, see {@link TransactionRule}.
     */
    private static boolean canShare(SqlStatement statement, TransactionBlock block, Database database) {
        return !TransactionRule.cannotRunInTransaction(statement, database)
                && !(block.commit() == null && statement.has(Trait.CALLS_PROCEDURE));
    }

    /** Returns the unit that a statement belongs to. */
    public Unit at(int index) {
        Map.Entry<Integer, TransactionBlock> before = blocks.floorEntry(index);
        return before == null || before.getValue().to() <= index
                ? new Unit(index, index + 1, null)
                : new Unit(before.getKey(), before.getValue().to(), before.getValue());
    }

    /** Returns whether a script can be continued at a statement, because a unit begins there, or the script ends. */
    public boolean beginsAt(int index) {
        return index >= count || at(index).from() == index;
    }

    /** Returns those that are transactions which the script asks for, in order. */
    public List<Unit> blocks() {
        return blocks.values().stream()
                .map(block -> new Unit(block.from(), block.to(), block))
                .toList();
    }

    /** Returns the transactions that the script asks for, and whose statements commit one by one all the same. */
    List<TransactionBlock> dissolved() {
        return dissolved;
    }
}
