package dev.manticore.migrations.inspection;

/** How statements name objects. */
final class Targets {
    private Targets() {}

    /** As in {@code COMMENT ON .. IS}, {@code ALTER .. OWNER TO} and {@code DROP ..}. */
    static String of(ObjectId id) {
        return switch (id.kind()) {
            case COLUMN -> "COLUMN " + id.owner().name() + "." + id.name();
            case CONSTRAINT ->
                "CONSTRAINT " + id.name() + " ON " + (id.owner().kind() == ObjectKind.DOMAIN ? "DOMAIN " : "")
                        + id.owner().name();
            case TRIGGER, RULE, POLICY ->
                id.kind().keyword() + " " + id.name() + " ON " + id.owner().name();
            default -> id.kind().keyword() + " " + id.name();
        };
    }

    /** The beginning of a statement that alters what this object belongs to, e.g. {@code ALTER TABLE public.orders}. */
    static String alterOwner(ObjectId id) {
        return "ALTER " + of(id.owner());
    }

    /** The beginning of a statement that alters a column. */
    static String alterColumn(ObjectId id) {
        return alterOwner(id) + (isAttribute(id) ? " ALTER ATTRIBUTE " : " ALTER COLUMN ") + id.name();
    }

    /** Whether a column is one of a composite type. */
    static boolean isAttribute(ObjectId id) {
        return id.owner().kind() == ObjectKind.COMPOSITE_TYPE;
    }

    /** Whether the object is a view, whose columns are those of its query. */
    static boolean isView(ObjectId id) {
        return id.kind() == ObjectKind.VIEW || id.kind() == ObjectKind.MATERIALIZED_VIEW;
    }

    /** The index of a constraint, which has its name and is in the schema of its table. */
    static String indexOf(ObjectId constraint) {
        return Names.schema(constraint.owner().name()) + "." + constraint.name();
    }
}
