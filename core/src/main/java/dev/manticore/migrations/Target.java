package dev.manticore.migrations;

/** What a run is to achieve. */
public sealed interface Target {

    /**
     * Calls the method for the type of this target.
     *
     * @return the result of that method
     */
    <R> R match(Cases<R> cases);

    /**
     * One method for each type of target. Code that implements it does not compile if a type is added and not handled.
     *
     * @param <R> the type of the results
     */
    interface Cases<R> {
        R latest(Latest target);

        R toVersion(ToVersion target);

        R upTo(UpTo target);

        R next(Next target);

        R current(Current target);

        R rollback(Rollback target);

        R rollbackTo(RollbackTo target);

        R revert(Revert target);

        R redo(Redo target);
    }

    /** Apply everything that is pending; revert nothing. */
    record Latest() implements Target {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.latest(this);
        }
    }

    /**
     * Apply what is pending up to this version and revert what is applied above it.
     *
     * @param version a version that exists, or {@link Version#ZERO} for a database without migrations: version 0 is reverted as
     *     well if there is one
     */
    record ToVersion(Version version) implements Target {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.toVersion(this);
        }
    }

    /**
     * Apply what is pending up to this version, and revert nothing. Then apply the repeatable migrations.
     *
     * @param version a version that exists, unless {@code mayBeMissing}
     * @param mayBeMissing whether the version need not exist
     */
    record UpTo(Version version, boolean mayBeMissing) implements Target {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.upTo(this);
        }
    }

    /** Apply the lowest pending version alone. If there is none, apply the repeatable migrations. Revert nothing. */
    record Next() implements Target {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.next(this);
        }
    }

    /** Apply no version above the highest applied one, and the repeatable migrations. Revert nothing. */
    record Current() implements Target {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.current(this);
        }
    }

    /**
     * Revert the highest applied versions.
     *
     * @param count how many, 1 or greater; if fewer are applied, all of them
     */
    record Rollback(int count) implements Target {
        public Rollback {
            if (count < 1) {
                throw new IllegalArgumentException("a rollback's count is 1 or greater, but is " + count);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rollback(this);
        }
    }

    /** Revert what is applied above this version, and apply nothing; {@link Version#ZERO} reverts everything. */
    record RollbackTo(Version version) implements Target {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rollbackTo(this);
        }
    }

    /** Revert one applied migration, even if higher versions are applied. */
    record Revert(Version version) implements Target {
        public Revert {
            if (version.compareTo(Version.ZERO) <= 0) {
                throw new IllegalArgumentException("the version to revert must be above 0, was " + version);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.revert(this);
        }
    }

    /**
     * Revert the highest applied versions, apply the same versions again, and then the repeatable migrations. Leave every other
     * pending version alone.
     *
     * @param count how many, 1 or greater; if fewer are applied, all of them
     */
    record Redo(int count) implements Target {
        public Redo {
            if (count < 1) {
                throw new IllegalArgumentException("the count to redo is 1 or greater, but is " + count);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.redo(this);
        }
    }

    static Target latest() {
        return new Latest();
    }

    static Target version(Version version) {
        return new ToVersion(version);
    }

    /** See {@link ToVersion}, for a version that is a whole number. */
    static Target version(long version) {
        return version(Version.of(version));
    }

    /** See {@link UpTo}, for a version that has to exist. */
    static Target upTo(Version version) {
        return new UpTo(version, false);
    }

    /** See {@link UpTo}, for a version that need not exist. */
    static Target upToAtMost(Version version) {
        return new UpTo(version, true);
    }

    static Target next() {
        return new Next();
    }

    static Target current() {
        return new Current();
    }

    static Target rollback(int count) {
        return new Rollback(count);
    }

    static Target rollbackTo(Version version) {
        return new RollbackTo(version);
    }

    /** See {@link RollbackTo}, for a version that is a whole number. */
    static Target rollbackTo(long version) {
        return rollbackTo(Version.of(version));
    }

    static Target redo(int count) {
        return new Redo(count);
    }

    static Target revert(Version version) {
        return new Revert(version);
    }

    /** See {@link Revert}, for a version that is a whole number. */
    static Target revert(long version) {
        return revert(Version.of(version));
    }
}
