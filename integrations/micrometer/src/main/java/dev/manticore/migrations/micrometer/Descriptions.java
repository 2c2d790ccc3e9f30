package dev.manticore.migrations.micrometer;

import dev.manticore.migrations.CallbackFile;
import dev.manticore.migrations.Direction;
import dev.manticore.migrations.PlanStep;
import dev.manticore.migrations.Target;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;

/** Names and keys of the observations, before they start. */
record Descriptions(ObservationRegistry registry) {

    Observation run(Target target) {
        return observation(Names.RUN, "migrate")
                .lowCardinalityKeyValue(Names.TARGET, target.match(TargetName.INSTANCE));
    }

    Observation leaseWait(String owner) {
        return observation(Names.LEASE_WAIT, "wait for the lease").highCardinalityKeyValue(Names.OWNER, owner);
    }

    Observation migration(PlanStep step) {
        String direction = step.direction() == Direction.APPLY ? "apply" : "revert";
        return observation(Names.MIGRATION, direction + " " + step.id().label())
                .lowCardinalityKeyValue(Names.DIRECTION, direction)
                .lowCardinalityKeyValue(Names.EXECUTION, step.execution().name().toLowerCase(Locale.ROOT))
                .highCardinalityKeyValue(Names.VERSION, step.id().label(step.description()))
                .highCardinalityKeyValue(Names.ORIGIN, step.origin());
    }

    Observation statement() {
        return observation(Names.STATEMENT, "statement");
    }

    Observation callback(CallbackFile file) {
        return observation(Names.CALLBACK, file.event().fileName())
                .lowCardinalityKeyValue(Names.EVENT, file.event().fileName())
                .highCardinalityKeyValue(Names.ORIGIN, file.origin());
    }

    private Observation observation(String name, String contextualName) {
        return Observation.createNotStarted(name, registry).contextualName(contextualName);
    }

    /** The kind of a target, without its version: there are few of them. */
    private enum TargetName implements Target.Cases<String> {
        INSTANCE;

        @Override
        public String latest(Target.Latest target) {
            return "latest";
        }

        @Override
        public String toVersion(Target.ToVersion target) {
            return "version";
        }

        @Override
        public String upTo(Target.UpTo target) {
            return "up-to";
        }

        @Override
        public String next(Target.Next target) {
            return "next";
        }

        @Override
        public String current(Target.Current target) {
            return "current";
        }

        @Override
        public String rollback(Target.Rollback target) {
            return "rollback";
        }

        @Override
        public String rollbackTo(Target.RollbackTo target) {
            return "rollback-to";
        }

        @Override
        public String revert(Target.Revert target) {
            return "revert";
        }

        @Override
        public String redo(Target.Redo target) {
            return "redo";
        }
    }
}
