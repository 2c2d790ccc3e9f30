package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Baselined;
import dev.manticore.migrations.HistoryRepair;
import dev.manticore.migrations.RepairReport;
import dev.manticore.migrations.settings.json.JsonObject;
import dev.manticore.migrations.settings.text.Commands;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON documents of the commands that change the history and execute nothing. */
final class RepairDocuments {
    private RepairDocuments() {}

    static Map<String, ?> baselined(String command, Baselined baseline) {
        return new JsonObject()
                .with("command", command)
                .with("version", baseline.version().toString())
                .with("description", baseline.description())
                .with("recorded", baseline.recorded())
                .members();
    }

    static Map<String, ?> repaired(String command, RepairReport report, boolean dryRun) {
        return new JsonObject()
                .with("command", command)
                .with("dryRun", dryRun)
                .with("repairs", repairs(report.repairs()))
                .with("left", repairs(report.left()))
                .members();
    }

    private static List<Map<String, @Nullable Object>> repairs(List<HistoryRepair> repairs) {
        return repairs.stream().map(RepairDocuments::repair).toList();
    }

    private static Map<String, @Nullable Object> repair(HistoryRepair repair) {
        return new JsonObject()
                .with("version", JsonDocuments.version(repair.id()))
                .with("repeatable", JsonDocuments.repeatable(repair.id()))
                .with("kind", repair.kind().name())
                .with("option", repair.kind().option().map(Commands::option).orElse(null))
                .with("recordedDescription", repair.recorded())
                .with("description", repair.description())
                .with("file", repair.origin())
                .members();
    }
}
