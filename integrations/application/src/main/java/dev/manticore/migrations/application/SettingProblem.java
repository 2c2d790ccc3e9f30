package dev.manticore.migrations.application;

/**
 * Something about the settings that prevents the start.
 *
 * @param place the property, or the bean
 * @param message what is wrong, as a sentence
 * @param remedy what to do, as a sentence
 */
public record SettingProblem(String place, String message, String remedy) {}
