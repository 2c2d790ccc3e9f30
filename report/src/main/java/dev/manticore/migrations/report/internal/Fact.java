package dev.manticore.migrations.report.internal;

/** A line of the summary. */
public record Fact(String name, String value) {}
