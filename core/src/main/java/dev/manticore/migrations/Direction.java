package dev.manticore.migrations;

/** Which way a step goes. */
public enum Direction {
    APPLY,
    REVERT
}
