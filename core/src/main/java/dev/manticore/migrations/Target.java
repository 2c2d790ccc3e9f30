package dev.manticore.migrations;

/** Where a run is to lead. */
public sealed interface Target {

    /** Apply everything that is pending; revert nothing. */
    record Latest() implements Target {}

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
    }

    /**
     * Revert the highest applied versions.
     *
     * @param count how many, 1 or more; all of them if fewer are applied
     */
    record Rollback(int count) implements Target {
        public Rollback {
            if (count < 1) {
                throw new IllegalArgumentException("a rollback's count is 1 or greater, but is " + count);
            }
        }
    }

    /** Revert what is applied above this version, and apply nothing; 0 reverts everything. */
    record RollbackTo(long version) implements Target {
        public RollbackTo {
            if (version < 0) {
                throw new IllegalArgumentException("a target version is 0 or greater, but is " + version);
            }
        }
    }

    /** Revert one applied migration, wherever it stands. */
    record Revert(long version) implements Target {
        public Revert {
            if (version < 1) {
                throw new IllegalArgumentException("a version is 1 or greater, but is " + version);
            }
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
