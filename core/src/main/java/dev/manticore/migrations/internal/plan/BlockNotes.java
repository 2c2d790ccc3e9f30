package dev.manticore.migrations.internal.plan;

import dev.manticore.migrations.PlanStep.Execution;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.internal.load.Script;
import dev.manticore.migrations.internal.load.TransactionBlock;
import dev.manticore.migrations.internal.sql.SqlStatement;
import dev.manticore.migrations.internal.sql.rules.Trait;
import dev.manticore.migrations.spi.Database;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sentences about the BEGIN and COMMIT of a script that are not executed as they are written. */
public final class BlockNotes {
    private BlockNotes() {}

    /** Returns them in the order of the script. */
    public static List<String> of(Script script, Execution execution, Database database) {
        if (execution == Execution.ATOMIC) {
            return script.blocks().stream()
                    .map(block -> start(block).map(at(script)).orElseGet(() -> SourceLocation.file(script.origin()))
                            + ": The script's own " + words(block)
                            + " left out, since the script and its history row are one transaction.")
                    .toList();
        }
        List<TransactionBlock> dissolved = Units.of(script, database).dissolved();
        return script.blocks().stream()
                .flatMap(block -> start(block)
                        .map(at(script))
                        .flatMap(place -> dissolved.contains(block)
                                ? Optional.of(place + ": " + reason(script, block, database)
                                        + ", so the statements of this transaction commit one by one.")
                                : withoutBegin(block, place))
                        .stream())
                .toList();
    }

    private static String words(TransactionBlock block) {
        return block.begin() == null ? "COMMIT is" : "BEGIN and COMMIT are";
    }

    /** Why the statements of a block are no transaction. */
    private static String reason(Script script, TransactionBlock block, Database database) {
        return script.statements().subList(block.from(), block.to()).stream()
                .filter(statement -> statement.has(Trait.REFUSES_TRANSACTION))
                .findFirst()
                .map(statement -> "The statement in line "
                        + script.locate(statement.start()).line() + " cannot run in a transaction")
                .orElse(database.product() + " commits schema changes alone");
    }

    private static Optional<String> withoutBegin(TransactionBlock block, SourceLocation commit) {
        return block.begin() == null
                ? Optional.of(commit + ": This COMMIT has no BEGIN. "
                        + (block.to() - block.from() == 1 ? "It commits " : "It commits together ")
                        + new Unit(block.from(), block.to(), block).name() + ".")
                : Optional.empty();
    }

    /** Its BEGIN, or else its COMMIT. */
    private static Optional<SqlStatement> start(TransactionBlock block) {
        return Stream.of(Optional.ofNullable(block.begin()), Optional.ofNullable(block.commit()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Function<SqlStatement, SourceLocation> at(Script script) {
        return statement -> script.locate(statement.start());
    }
}
