package dev.manticore.migrations.inspection.lint;

import java.util.stream.Stream;

/**
 * A rule, and how it judges one statement.
 *
 * @param atEnd whether it judges when all migrations were applied: what a later one puts right, or drops, does not matter
 */
record Check(Rule rule, Judgement judgement, boolean atEnd) {

    /** Judges a statement. */
    @FunctionalInterface
    interface Judgement {
        /** What is to be said of the statement; nothing if it is harmless. */
        Stream<Verdict> of(ObservedStatement statement, Release release);
    }

    static Check error(String name, String summary, Judgement judgement) {
        return new Check(new Rule(name, Level.ERROR, summary), judgement, false);
    }

    static Check warning(String name, String summary, Judgement judgement) {
        return new Check(new Rule(name, Level.WARNING, summary), judgement, false);
    }

    static Check note(String name, String summary, Judgement judgement) {
        return new Check(new Rule(name, Level.NOTE, summary), judgement, false);
    }

    /** The same check, at the end. */
    Check whenAllIsDone() {
        return new Check(rule, judgement, true);
    }

    Stream<Finding> findings(ObservedStatement statement, Release release) {
        return judgement.of(statement, release).map(verdict -> verdict.toFinding(rule, statement));
    }
}
