package dev.manticore.migrations;

/** Whether a step applies or reverts a migration. */
public enum Direction {
    APPLY,
    REVERT
}
