package dev.manticore.migrations.internal.engine;

public interface Step<T> {}
