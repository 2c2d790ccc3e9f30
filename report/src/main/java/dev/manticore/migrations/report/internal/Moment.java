package dev.manticore.migrations.report.internal;

/**
 * A point in time.
 *
 * @param iso for programs, in UTC
 * @param text for people, in the report's time zone
 */
public record Moment(String iso, String text) {}
