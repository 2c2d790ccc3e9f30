package dev.manticore.migrations.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** A rule and its name, by which the planted violations are told which rule has to catch them. */
record Rule(String name, ArchRule arch) {

    /** Every violation of the rule; fails when there is nothing to be looked at. */
    List<String> violations(JavaClasses classes) {
        return arch.allowEmptyShould(false).evaluate(classes).getFailureReport().getDetails();
    }

    @Override
    public String toString() {
        return name;
    }
}
