package dev.manticore.migrations.history.flyway;

import dev.manticore.migrations.AppliedMigration.Kind;

/** What the column {@code type} means. */
enum FlywayType {
    SQL(Kind.SCRIPT),
    BASELINE(Kind.BASELINE),
    SQL_BASELINE(Kind.BASELINE_SCRIPT),
    /** The schema was created by Flyway; no migration. */
    SCHEMA(Kind.OTHER),
    /** {@code DELETE} of Flyway's repair, or an undo of its paid editions: what the row names is not applied any more. */
    REMOVAL(Kind.OTHER),
    /** Java code, or a type of an extension of Flyway's. */
    OTHER(Kind.OTHER);

    private final Kind kind;

    FlywayType(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    static FlywayType of(String written) {
        return switch (written) {
            case "SQL" -> SQL;
            case "BASELINE" -> BASELINE;
            case "SQL_BASELINE" -> SQL_BASELINE;
            case "SCHEMA" -> SCHEMA;
            default -> written.equals("DELETE") || written.startsWith("UNDO") ? REMOVAL : OTHER;
        };
    }

    /** What Flyway writes for a migration of this kind. */
    static String written(Kind kind) {
        return switch (kind) {
            case SCRIPT -> "SQL";
            case BASELINE -> "BASELINE";
            case BASELINE_SCRIPT -> "SQL_BASELINE";
            case CODE, OTHER, WITHOUT_FILE -> "JDBC";
        };
    }
}
