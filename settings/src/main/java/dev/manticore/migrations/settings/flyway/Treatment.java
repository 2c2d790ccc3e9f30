package dev.manticore.migrations.settings.flyway;

/** What becomes of a key of Flyway's configuration. */
public enum Treatment {
    /** It has the meaning that it has in Flyway. */
    TAKEN,
    /** It means nothing here: what it is about is always so, or does not exist. */
    LEFT_ALONE,
    /** It is not supported. A run without it does no harm, so that a warning is enough. */
    WARNED,
    /** It is not supported, and a run without it could do what nobody asked for. */
    REFUSED
}
