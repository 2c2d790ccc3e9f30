package dev.manticore.migrations.inspection.lint;

import java.util.stream.Stream;

/** A rule, and how it judges one statement. */
record Check(Rule rule, Judgement judgement) {

    /** Judges a statement. */
    @FunctionalInterface
    interface Judgement {
        /** What is to be said of the statement; nothing if it is harmless. */
        Stream<Verdict> of(ObservedStatement statement, Release release);
    }

    static Check error(String name, String summary, Judgement judgement) {
        return new Check(new Rule(name, Level.ERROR, summary), judgement);
    }

    static Check warning(String name, String summary, Judgement judgement) {
        return new Check(new Rule(name, Level.WARNING, summary), judgement);
    }

    static Check note(String name, String summary, Judgement judgement) {
        return new Check(new Rule(name, Level.NOTE, summary), judgement);
    }

    Stream<Finding> findings(ObservedStatement statement, Release release) {
        return judgement.of(statement, release).map(verdict -> verdict.toFinding(rule, statement));
    }
}
