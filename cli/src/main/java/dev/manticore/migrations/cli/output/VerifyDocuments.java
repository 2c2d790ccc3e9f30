package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Version;
import dev.manticore.migrations.inspection.verify.DataDifference;
import dev.manticore.migrations.inspection.verify.VerifiedMigration;
import dev.manticore.migrations.inspection.verify.VerifyFault;
import dev.manticore.migrations.inspection.verify.VerifyNote;
import dev.manticore.migrations.inspection.verify.VerifyReport;
import dev.manticore.migrations.settings.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON document of verify. */
final class VerifyDocuments {
    private VerifyDocuments() {}

    static Map<String, ?> of(String command, VerifyReport report) {
        return new JsonObject()
                .with("command", command)
                .with("verified", migrations(report.verified()))
                .with("withoutUndo", migrations(report.withoutUndo()))
                .with("notVerified", migrations(report.notVerified()))
                .with("repeatables", migrations(report.repeatables()))
                .with(
                        "faults",
                        report.faults().stream().map(VerifyDocuments::fault).toList())
                .with(
                        "notes",
                        report.notes().stream().map(VerifyDocuments::note).toList())
                .members();
    }

    private static List<@Nullable Map<String, ?>> migrations(List<VerifiedMigration> migrations) {
        return migrations.stream().map(VerifyDocuments::migration).toList();
    }

    private static @Nullable Map<String, ?> migration(@Nullable VerifiedMigration migration) {
        if (migration == null) {
            return null;
        }
        return new JsonObject()
                .with(
                        "version",
                        migration.id() instanceof Version ? migration.id().toString() : null)
                .with("description", migration.description())
                .with("file", migration.origin())
                .members();
    }

    private static Map<String, ?> fault(VerifyFault fault) {
        return new JsonObject()
                .with("kind", fault.kind().name())
                .with("migration", migration(fault.migration()))
                .with("file", fault.origin())
                .with("message", fault.summary())
                .with(
                        "differences",
                        fault.differences().stream()
                                .map(CatalogDocuments::difference)
                                .toList())
                .with(
                        "dataDifferences",
                        fault.dataDifferences().stream()
                                .map(VerifyDocuments::difference)
                                .toList())
                .with("failure", fault.failure())
                .members();
    }

    private static Map<String, ?> difference(DataDifference difference) {
        return new JsonObject()
                .with("kind", difference.kind().name())
                .with("object", difference.object())
                .with("text", difference.toString())
                .members();
    }

    private static Map<String, ?> note(VerifyNote note) {
        return new JsonObject()
                .with("rule", note.rule().name())
                .with("migration", migration(note.migration()))
                .with("text", note.text())
                .members();
    }
}
