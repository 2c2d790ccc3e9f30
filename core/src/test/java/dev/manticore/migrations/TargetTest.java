package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows which targets are valid. */
class TargetTest {

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> Target.version(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.rollbackTo(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.rollback(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.redo(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.rollback(-5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheLimits() {
        assertThat(Target.version(0)).isEqualTo(new Target.ToVersion(Version.ZERO));
        assertThat(Target.version(Long.MAX_VALUE)).isEqualTo(new Target.ToVersion(Version.of(Long.MAX_VALUE)));
        assertThat(Target.rollback(Integer.MAX_VALUE)).isEqualTo(new Target.Rollback(Integer.MAX_VALUE));
    }

    @Test
    void callsTheCaseOfItsType() {
        List<Target> targets = List.of(
                Target.latest(),
                Target.version(1),
                Target.upTo(Version.of(5)),
                Target.upToAtMost(Version.of(6)),
                Target.next(),
                Target.current(),
                Target.rollback(2),
                Target.rollbackTo(3),
                Target.revert(4),
                Target.redo(5));
        assertThat(targets)
                .extracting(target -> target.match(new Names()))
                .containsExactly(
                        "latest",
                        "version 1",
                        "up to 5",
                        "up to at most 6",
                        "next",
                        "current",
                        "rollback 2",
                        "rollback to 3",
                        "revert 4",
                        "redo 5");
    }

    private static final class Names implements Target.Cases<String> {
        @Override
        public String latest(Target.Latest target) {
            return "latest";
        }

        @Override
        public String toVersion(Target.ToVersion target) {
            return "version " + target.version();
        }

        @Override
        public String upTo(Target.UpTo target) {
            return (target.mayBeMissing() ? "up to at most " : "up to ") + target.version();
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
            return "rollback " + target.count();
        }

        @Override
        public String rollbackTo(Target.RollbackTo target) {
            return "rollback to " + target.version();
        }

        @Override
        public String revert(Target.Revert target) {
            return "revert " + target.version();
        }

        @Override
        public String redo(Target.Redo target) {
            return "redo " + target.count();
        }
    }
}
