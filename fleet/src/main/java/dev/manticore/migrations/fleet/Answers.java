package dev.manticore.migrations.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Asks one question about many targets. It is asked of one target for each group with equal histories, and of the others only
 * where their answer may be another one.
 *
 * @param one the answer for a target; does not throw
 * @param shared whether an answer is that of all targets with the same history; called when it is known
 * @param as an answer for another target
 * @param <R> the type of the answers
 */
record Answers<R>(
        FleetSettings settings, Function<FleetTarget, R> one, Predicate<R> shared, BiFunction<R, FleetTarget, R> as) {
    /** Returns the answer for each target; those that are missing were not asked, because of an interrupt. */
    Map<FleetTarget, R> all(List<List<FleetTarget>> groups) {
        Map<FleetTarget, R> answers = new HashMap<>(ofGroups(groups));
        List<FleetTarget> others = groups.stream()
                .flatMap(List::stream)
                .filter(target -> !answers.containsKey(target))
                .toList();
        answers.putAll(ask(others));
        return answers;
    }

    /** Returns the answers of the groups' first targets, and those of the others in a group that has one answer. */
    Map<FleetTarget, R> ofGroups(List<List<FleetTarget>> groups) {
        Map<FleetTarget, R> answers =
                ask(groups.stream().map(group -> group.get(0)).toList());
        for (List<FleetTarget> group : groups) {
            R answer = answers.get(group.get(0));
            if (group.size() > 1 && answer != null && shared.test(answer)) {
                group.subList(1, group.size()).forEach(other -> answers.put(other, as.apply(answer, other)));
            }
        }
        return answers;
    }

    private Map<FleetTarget, R> ask(Collection<FleetTarget> targets) {
        Map<FleetTarget, R> answers = new ConcurrentHashMap<>();
        List<FleetTarget> asked = new ArrayList<>(targets);
        new Workers(settings.atOnce(), () -> 0)
                .carryOut(
                        new Schedule<>(asked, FleetTarget::server, settings.perServer()),
                        asked.size(),
                        target -> LogContext.of(target, () -> answers.put(target, one.apply(target))));
        return answers;
    }
}
