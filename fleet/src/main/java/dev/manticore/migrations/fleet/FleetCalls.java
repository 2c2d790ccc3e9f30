package dev.manticore.migrations.fleet;

import dev.manticore.migrations.InvalidMigrationsException;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.MigrationStatus;
import dev.manticore.migrations.Plan;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Target;
import dev.manticore.migrations.spi.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a fleet does, with blocking calls. */
record FleetCalls(FleetSettings settings) {

    FleetReport migrate(List<FleetTarget> given, Target goal) {
        Migrators migrators = Migrators.of(settings);
        return migrate(new Targets(given), migrators, new GoalWork(settings, migrators, goal));
    }

    FleetReport migrate(FleetPlan plan) {
        Targets targets =
                new Targets(plan.targets().stream().map(TargetPlan::target).toList());
        return migrate(targets, Migrators.of(settings), new PlanWork(plan));
    }

    private FleetReport migrate(Targets targets, Migrators migrators, TargetWork work) {
        return new MigrationCall(settings, migrators, work).carryOut(targets, targets.canaries(settings.canary()));
    }

    FleetReport create(FleetTarget given) {
        return new MigrationCall(settings, Migrators.of(settings), new CreationWork())
                .carryOut(new Targets(List.of(given)), List.of());
    }

    FleetPlan plan(List<FleetTarget> given, Target goal) {
        Targets targets = new Targets(given);
        Migrators migrators = Migrators.of(settings);
        Map<FleetTarget, Planning> plans = new Answers<>(
                        settings,
                        target -> plan(target, migrators, goal),
                        planning -> isShared(planning, migrators),
                        Planning::as)
                .all(new Survey(settings, migrators).groups(targets.all()));
        Map<FleetTarget, Plan> agreed = new HashMap<>();
        plans.forEach((target, planning) -> {
            if (planning.plan() != null) {
                agreed.put(target, planning.plan());
            }
        });
        return new FleetPlan(
                goal,
                inOrder(targets, plans, Planning::unknown).stream()
                        .map(Planning::shown)
                        .toList(),
                agreed);
    }

    /**
     * The plan of one target.
     *
     * @param shown what is shown of it
     * @param plan null if there is none
     */
    private record Planning(TargetPlan shown, @Nullable Plan plan) {
        static Planning of(FleetTarget target, Plan plan) {
            return new Planning(
                    new TargetPlan.Planned(
                            target,
                            plan.steps().stream()
                                    .map(step -> new TargetPlan.Step(step.id(), step.direction()))
                                    .toList()),
                    plan);
        }

        static Planning unknown(FleetTarget target) {
            return new Planning(new TargetPlan.Unknown(target), null);
        }

        Planning as(FleetTarget other) {
            return of(other, Objects.requireNonNull(plan));
        }
    }

    private static boolean isShared(Planning planning, Migrators migrators) {
        Plan plan = planning.plan();
        return plan != null && (plan.steps().isEmpty() ? migrators.compareTheSame() : migrators.executeTheSame());
    }

    private static Planning plan(FleetTarget target, Migrators migrators, Target goal) {
        try {
            return Planning.of(target, migrators.of(target).plan(goal));
        } catch (Throwable failure) { // an Error must not hide what is planned for the other targets
            return new Planning(new TargetPlan.Failed(target, Failures.of(failure)), null);
        }
    }

    FleetStatus status(List<FleetTarget> given) {
        return status(given, FleetCalls::status, true);
    }

    FleetStatus validate(List<FleetTarget> given) {
        return status(given, FleetCalls::validated, false);
    }

    private interface Question {
        TargetStatus ask(FleetTarget target, TargetMigrator migrator);
    }

    /** @param comparesOnly whether up to date means that nothing but the compared scripts was looked at */
    private FleetStatus status(List<FleetTarget> given, Question question, boolean comparesOnly) {
        Targets targets = new Targets(given);
        Migrators migrators = Migrators.of(settings);
        Map<FleetTarget, TargetStatus> found = new Answers<TargetStatus>(
                        settings,
                        target -> status(target, migrators, question),
                        status -> isShared(status, migrators, comparesOnly),
                        FleetCalls::as)
                .all(new Survey(settings, migrators).groups(targets.all()));
        return new FleetStatus(inOrder(targets, found, TargetStatus.Unknown::new));
    }

    private static boolean isShared(TargetStatus status, Migrators migrators, boolean comparesOnly) {
        if (status instanceof TargetStatus.UpToDate) {
            return comparesOnly ? migrators.compareTheSame() : migrators.executeTheSame();
        }
        return status instanceof TargetStatus.Pending && migrators.executeTheSame();
    }

    private static TargetStatus as(TargetStatus status, FleetTarget other) {
        return status instanceof TargetStatus.Pending pending
                ? new TargetStatus.Pending(other, pending.migrations())
                : new TargetStatus.UpToDate(other);
    }

    private static TargetStatus status(FleetTarget target, Migrators migrators, Question question) {
        try {
            return question.ask(target, migrators.of(target));
        } catch (Throwable failure) { // an Error must not hide how the other targets stand
            return new TargetStatus.Failed(target, Failures.of(failure));
        }
    }

    private static TargetStatus status(FleetTarget target, TargetMigrator migrator) {
        MigrationStatus status = migrator.status();
        List<MigrationId> pending = status.entries().stream()
                .filter(entry -> entry.state().isPending())
                .map(MigrationStatus.Entry::id)
                .toList();
        if (!status.problems().isEmpty()) {
            return new TargetStatus.Refused(target, status.problems());
        }
        MigrationStatus.LeaseHolder holder = status.lease();
        return holder == null ? of(target, pending) : new TargetStatus.Running(target, holder, pending);
    }

    private static TargetStatus validated(FleetTarget target, TargetMigrator migrator) {
        try {
            Plan plan = migrator.validate();
            return of(target, plan.steps().stream().map(PlanStep::id).toList());
        } catch (InvalidMigrationsException invalid) {
            return new TargetStatus.Refused(target, invalid.problems());
        }
    }

    private static TargetStatus of(FleetTarget target, List<MigrationId> pending) {
        return pending.isEmpty() ? new TargetStatus.UpToDate(target) : new TargetStatus.Pending(target, pending);
    }

    private static <R> List<R> inOrder(Targets targets, Map<FleetTarget, R> found, Function<FleetTarget, R> unknown) {
        return targets.all().stream()
                .map(target -> found.containsKey(target) ? found.get(target) : unknown.apply(target))
                .toList();
    }

    List<FleetTarget> tenants(String server, String database, String sql) {
        Rows rows = Migrators.of(settings).ofDatabase(database).query(sql);
        List<FleetTarget> targets = new ArrayList<>();
        for (List<@Nullable String> row : rows.values()) {
            String schema = row.get(0);
            if (schema == null || schema.isEmpty()) {
                throw new IllegalArgumentException("row " + (targets.size() + 1)
                        + " of the query for the tenants has no schema; its first column has to be one: " + sql);
            }
            String name = row.size() > 1 ? row.get(1) : null;
            targets.add(new FleetTarget(name == null ? schema : name, server, database, schema));
        }
        return new Targets(targets).all();
    }
}
