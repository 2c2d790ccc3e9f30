package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Adoption;
import dev.manticore.migrations.AppliedMigration;
import dev.manticore.migrations.CallbackFile;
import dev.manticore.migrations.CreatedMigration;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.LockWait;
import dev.manticore.migrations.MigrationFiles;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationReport;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.MigrationStatus.Entry;
import dev.manticore.migrations.MigrationStatus.LeaseHolder;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanCallback;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Problem;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Resumed;
import dev.manticore.migrations.ServerMessage;
import dev.manticore.migrations.SourceLocation;
import dev.manticore.migrations.SqlError;
import dev.manticore.migrations.StepReport;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.cli.convert.Conversion;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.failure.Failure;
import dev.manticore.migrations.settings.json.JsonObject;
import dev.manticore.migrations.settings.text.Commands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON documents. Every member is always present; unknown values are null. */
final class JsonDocuments {
    private JsonDocuments() {}

    static Map<String, ?> report(String command, MigrationReport report, RunLog log) {
        return withLog(withSteps(new JsonObject().with("command", command), report), log)
                .members();
    }

    static Map<String, ?> plan(String command, Plan plan) {
        return new JsonObject()
                .with("command", command)
                .with("dryRun", true)
                .with("preparation", plan.preparation())
                .with("steps", plan.steps().stream().map(JsonDocuments::planned).toList())
                .with(
                        "callbacks",
                        plan.callbacks().stream().map(JsonDocuments::planned).toList())
                .with("notes", plan.notes())
                .members();
    }

    static Map<String, ?> status(String command, MigrationStatus status) {
        return new JsonObject()
                .with("command", command)
                .with(
                        "migrations",
                        status.entries().stream().map(JsonDocuments::entry).toList())
                .with("pending", status.pending().isPresent() ? status.pending().getAsLong() : null)
                .with("lease", lease(status.lease()))
                .with(
                        "leaseError",
                        status.leaseError() == null ? null : status.leaseError().message())
                .with("lockWait", lockWait(status.lockWait()))
                .with("problems", problems(status.problems()))
                .with("notes", status.notes())
                .members();
    }

    static Map<String, ?> valid(String command, Plan plan) {
        return new JsonObject()
                .with("command", command)
                .with("valid", true)
                .with("pending", ids(plan.steps().stream().map(PlanStep::id)))
                .with("history", true)
                .with("notes", plan.notes())
                .members();
    }

    /** Versions, and the labels of repeatable migrations. */
    static List<String> ids(Stream<MigrationId> ids) {
        return ids.map(id -> id instanceof Version ? id.toString() : id.label()).toList();
    }

    static Map<String, ?> validFiles(String command, MigrationFiles.Checked files) {
        return new JsonObject()
                .with("command", command)
                .with("valid", true)
                .with("pending", null)
                .with("history", false)
                .with("notes", files.notes())
                .members();
    }

    static Map<String, ?> created(String command, CreatedMigration created, boolean history) {
        return new JsonObject()
                .with("command", command)
                .with("version", created.version().toString())
                .with("description", created.description())
                .with("up", created.up())
                .with("down", created.down())
                .with("history", history)
                .members();
    }

    static Map<String, ?> converted(String command, Conversion conversion, boolean dryRun) {
        return new JsonObject()
                .with("command", command)
                .with("dryRun", dryRun)
                .with("tool", conversion.tool().toString())
                .with(
                        "files",
                        conversion.files().stream()
                                .map(JsonDocuments::converted)
                                .toList())
                .with("notes", conversion.notes())
                .members();
    }

    private static Map<String, @Nullable Object> converted(Conversion.File file) {
        return new JsonObject()
                .with("direction", file.direction().name())
                .with("file", file.path())
                .with("convertedFrom", file.from())
                .members();
    }

    static Map<String, ?> adopted(String command, Adoption adoption, boolean dryRun) {
        return new JsonObject()
                .with("command", command)
                .with("dryRun", dryRun)
                .with("from", adoption.from())
                .with("fromTable", adoption.fromTable())
                .with("table", adoption.table())
                .with("written", !dryRun && !adoption.isEmpty())
                .with(
                        "migrations",
                        adoption.migrations().stream()
                                .map(JsonDocuments::adopted)
                                .toList())
                .with("statements", adoption.statements())
                .with("notes", adoption.notes())
                .members();
    }

    private static Map<String, @Nullable Object> adopted(AppliedMigration row) {
        Duration duration = row.duration();
        return new JsonObject()
                .with("version", version(row.id()))
                .with("repeatable", repeatable(row.id()))
                .with("description", row.description())
                .with("kind", row.kind().name())
                .with("checksum", row.checksum())
                .with("appliedAt", row.appliedAt().toString())
                .with("durationMillis", duration == null ? null : duration.toMillis())
                .with("appliedBy", row.appliedBy())
                .members();
    }

    static Map<String, ?> unlocked(String command, @Nullable LeaseHolder deposed) {
        return new JsonObject()
                .with("command", command)
                .with("lease", lease(deposed))
                .members();
    }

    static Map<String, ?> resumed(String command, Resumed resumed) {
        JsonObject object = new JsonObject()
                .with("command", command)
                .with("version", version(resumed.id()))
                .with("repeatable", repeatable(resumed.id()))
                .with("direction", resumed.direction().name())
                .with("statement", resumed.statement());
        return withLocation(object, resumed.location()).members();
    }

    static Map<String, ?> failure(String command, Failure failure, int exitCode, RunLog log) {
        JsonObject document = new JsonObject()
                .with("command", command)
                .with("exitCode", exitCode)
                .with("error", error(failure));
        return withLog(withSteps(document, failure.report()), log).members();
    }

    static Map<String, @Nullable Object> error(Failure failure) {
        JsonObject error = new JsonObject()
                .with("code", failure.code().name())
                .with("message", failure.message())
                .with("remedy", failure.remedy().sentences(new Commands(new OptionWording())))
                .with("version", failure.id() == null ? null : version(failure.id()))
                .with("repeatable", failure.id() == null ? null : repeatable(failure.id()))
                .with("statement", failure.statement());
        SqlError server = failure.error();
        return withLocation(error, failure.location())
                .with("sqlState", server == null ? null : server.sqlState())
                .with("detail", server == null ? null : server.detail())
                .with("hint", server == null ? null : server.hint())
                .with("problems", problems(failure.problems()))
                .members();
    }

    static @Nullable String version(MigrationId id) {
        return id instanceof Version ? id.toString() : null;
    }

    /** The description that identifies a repeatable migration. */
    static @Nullable String repeatable(MigrationId id) {
        return id instanceof RepeatableName ? id.toString() : null;
    }

    static JsonObject withSteps(JsonObject object, MigrationReport report) {
        return object.with("applied", steps(report, Direction.APPLY))
                .with("reverted", steps(report, Direction.REVERT))
                .with("notes", report.notes());
    }

    private static List<Map<String, @Nullable Object>> steps(MigrationReport report, Direction direction) {
        return report.steps().stream()
                .filter(step -> step.direction() == direction)
                .map(JsonDocuments::step)
                .toList();
    }

    private static Map<String, @Nullable Object> step(StepReport step) {
        return new JsonObject()
                .with("version", version(step.id()))
                .with("repeatable", repeatable(step.id()))
                .with("description", step.description())
                .with("file", step.origin())
                .with("durationMillis", step.duration().toMillis())
                .members();
    }

    private static Map<String, @Nullable Object> planned(PlanStep step) {
        return new JsonObject()
                .with("version", version(step.id()))
                .with("repeatable", repeatable(step.id()))
                .with("description", step.description())
                .with("direction", step.direction().name())
                .with("execution", step.execution().name())
                .with("file", step.origin())
                .with("statements", step.statements())
                .with(
                        "callbacks",
                        step.callbacks().stream()
                                .map(file -> callback(file).members())
                                .toList())
                .members();
    }

    private static Map<String, @Nullable Object> planned(PlanCallback callback) {
        return callback(callback.file())
                .with("before", callback.before())
                .with("statements", callback.statements())
                .members();
    }

    private static Map<String, @Nullable Object> entry(Entry entry) {
        Duration duration = entry.duration();
        return new JsonObject()
                .with("version", version(entry.id()))
                .with("repeatable", repeatable(entry.id()))
                .with("description", entry.description())
                .with("state", entry.state().name())
                .with("file", entry.origin())
                .with("undo", entry.undo())
                .with(
                        "appliedAt",
                        entry.appliedAt() == null ? null : entry.appliedAt().toString())
                .with("durationMillis", duration == null ? null : duration.toMillis())
                .with("appliedBy", entry.appliedBy())
                .with("note", entry.note())
                .members();
    }

    static @Nullable Map<String, @Nullable Object> lease(@Nullable LeaseHolder holder) {
        return holder == null
                ? null
                : new JsonObject()
                        .with("owner", holder.owner())
                        .with("remainingMillis", holder.remaining().toMillis())
                        .members();
    }

    /** What is not of the report: it is told in events only. */
    private static JsonObject withLog(JsonObject object, RunLog log) {
        return object.with(
                        "callbacks",
                        log.callbacks().stream()
                                .map(done -> callback(done.file())
                                        .with("durationMillis", done.duration().toMillis())
                                        .members())
                                .toList())
                .with(
                        "messages",
                        log.messages().stream().map(JsonDocuments::message).toList());
    }

    private static JsonObject callback(CallbackFile file) {
        return new JsonObject().with("event", file.event().fileName()).with("file", file.origin());
    }

    private static Map<String, @Nullable Object> message(RunLog.Message received) {
        ServerMessage message = received.message();
        MigrationId id = received.id();
        return new JsonObject()
                .with("version", id == null ? null : version(id))
                .with("repeatable", id == null ? null : repeatable(id))
                .with(
                        "callback",
                        received.callback() == null ? null : received.callback().origin())
                .with("severity", message.severity().name())
                .with("message", message.text())
                .with("sqlState", message.sqlState())
                .with("detail", message.detail())
                .with("hint", message.hint())
                .members();
    }

    private static @Nullable Map<String, @Nullable Object> lockWait(@Nullable LockWait wait) {
        return wait == null
                ? null
                : new JsonObject()
                        .with("waitedMillis", wait.waited().toMillis())
                        .with(
                                "blockers",
                                wait.blockers().stream()
                                        .map(JsonDocuments::blocker)
                                        .toList())
                        .members();
    }

    private static Map<String, @Nullable Object> blocker(LockWait.Blocker blocker) {
        return new JsonObject()
                .with("process", blocker.process())
                .with("user", blocker.user())
                .with("application", blocker.application())
                .with("state", blocker.state())
                .with("statement", blocker.statement())
                .with("since", blocker.since() == null ? null : blocker.since().toString())
                .members();
    }

    static List<Map<String, @Nullable Object>> problems(List<Problem> problems) {
        return problems.stream().map(JsonDocuments::problem).toList();
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        JsonObject object = new JsonObject()
                .with("kind", problem.kind().name())
                .with("message", problem.message())
                .with("remedy", problem.remedy().sentences(new Commands(new OptionWording())));
        return withLocation(object, problem.location()).members();
    }

    private static JsonObject withLocation(JsonObject object, @Nullable SourceLocation location) {
        return object.with("file", location == null ? null : location.origin())
                .with("line", location == null || location.line() == 0 ? null : location.line())
                .with("column", location == null || location.column() == 0 ? null : location.column());
    }
}
