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

        R version(Version target);

        R rollback(Rollback target);

        R rollbackTo(RollbackTo target);

        R revert(Revert target);
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
     * @param version a version that exists, or 0 for an empty database
     */
    record Version(long version) implements Target {
        public Version {
            if (version < 0) {
                throw new IllegalArgumentException("a target version is 0 or greater, but is " + version);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.version(this);
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

    /** Revert what is applied above this version, and apply nothing; 0 reverts everything. */
    record RollbackTo(long version) implements Target {
        public RollbackTo {
            if (version < 0) {
                throw new IllegalArgumentException("a target version is 0 or greater, but is " + version);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rollbackTo(this);
        }
    }

    /** Revert one applied migration, even if higher versions are applied. */
    record Revert(long version) implements Target {
        public Revert {
            if (version < 1) {
                throw new IllegalArgumentException("a version is 1 or greater, but is " + version);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.revert(this);
        }
    }

    static Target latest() {
        return new Latest();
    }

    static Target version(long version) {
        return new Version(version);
    }

    static Target rollback(int count) {
        return new Rollback(count);
    }

    static Target rollbackTo(long version) {
        return new RollbackTo(version);
    }

    static Target revert(long version) {
        return new Revert(version);
    }
}
