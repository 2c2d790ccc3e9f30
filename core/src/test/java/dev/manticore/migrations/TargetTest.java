package dev.manticore.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TargetTest {

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> Target.version(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.rollbackTo(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.rollback(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.rollback(-5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTheLimits() {
        assertThat(Target.version(0)).isEqualTo(new Target.Version(0));
        assertThat(Target.version(Long.MAX_VALUE)).isEqualTo(new Target.Version(Long.MAX_VALUE));
        assertThat(Target.rollback(Integer.MAX_VALUE)).isEqualTo(new Target.Rollback(Integer.MAX_VALUE));
    }
}
