package dev.manticore.migrations.inspection.verify;

/** What a verification does beyond the usual. */
public enum VerifyOption {
    /** A migration without an undo script is a fault. */
    REQUIRE_UNDO
}
