package dev.manticore.migrations.application;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.Resumption;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words the actions of a remedy with the properties of the application; those that are no setting, with the command line
 * and the call.
 *
 * @param prefix of the properties of the database, without a dot at its end
 * @param passwordProperty the one of the application, e.g. {@code spring.datasource.password}
 * @param caller what calls a method of the migrator in its place at the start, e.g. {@code a MigrationStrategy bean}
 */
public record PropertyWords(String prefix, String passwordProperty, String caller) implements Remedy.Cases<String> {

    private String set(String property) {
        return "set " + prefix + "." + property;
    }

    private String either(String command, String call) {
        return command + " on the command line, or Migrator." + call + " in " + caller;
    }

    @Override
    public String resume(Remedy.Resume action) {
        return action.resumption().match(new Resumptions());
    }

    private final class Resumptions implements Resumption.Cases<String> {
        @Override
        public String from(Resumption.From from) {
            return either(
                    "manticore resume --from " + from.statement(), "resume(Resumption.from(" + from.statement() + "))");
        }

        @Override
        public String done() {
            return either("manticore resume --done", "resume(Resumption.done())");
        }

        @Override
        public String abandon() {
            return either("manticore resume --abandon", "resume(Resumption.abandon())");
        }
    }

    @Override
    public String unlock(Remedy.Unlock action) {
        return either("manticore unlock", "unlock()");
    }

    @Override
    public String create(Remedy.Create action) {
        return "add a file such as V1__create_customers.sql to a location of " + prefix
                + ".locations, by default src/main/resources/db/migration";
    }

    @Override
    public String repair(Remedy.Repair action) {
        String options = action.options().stream()
                .sorted()
                .map(option -> "RepairOption." + option)
                .collect(Collectors.joining(", "));
        return either(
                Stream.concat(
                                Stream.of("manticore repair"),
                                action.options().stream().sorted().map(PropertyWords::option))
                        .collect(Collectors.joining(" ")),
                "repair(" + options + ")");
    }

    private static String option(RepairOption option) {
        return switch (option) {
            case CHANGED -> "--changed";
            case MISSING -> "--missing";
        };
    }

    @Override
    public String tolerate(Remedy.Tolerate action) {
        return set("tolerate="
                + Stream.of(Tolerated.values())
                        .filter(each -> each.deviation() == action.deviation())
                        .map(Tolerated::property)
                        .collect(Collectors.joining()));
    }

    @Override
    public String configure(Remedy.Configure action) {
        return switch (action.setting()) {
            case SOURCE -> set("locations");
            case CLASS_PATH -> "add the dependency that has the migrations, or correct " + prefix + ".locations";
            case FOLLOW_LINKS -> set("follow-links=true");
            case IGNORE -> set("ignore to the names of files, e.g. seed*.sql");
            case SCHEMA -> set("schema");
            case LEASE -> set("lease to a duration, e.g. 30s");
            case LOCK_WAIT -> set("lock-wait to a duration, e.g. 10m");
            case LOCK_TIMEOUT -> set("lock-timeout to a duration, e.g. 5s");
            case LOCK_RETRY -> set("lock-retry-time to a duration, e.g. 30m");
            case STATEMENT_TIMEOUT -> set("statement-timeout to a duration, e.g. 10m");
            case PLACEHOLDER -> set("placeholders.NAME to its value");
            case ENCODING -> set("encoding, e.g. to ISO-8859-1");
            case PASSWORD ->
                "set " + passwordProperty + ", or " + prefix + ".password if the migrations have a user of their own";
        };
    }

    @Override
    public String useFlywayHistory(Remedy.UseFlywayHistory action) {
        return set("history=flyway"
                + (action.table().equals(Remedy.UseFlywayHistory.DEFAULT_TABLE) ? "" : ":" + action.table()));
    }

    @Override
    public String adoptFlywayHistory(Remedy.AdoptFlywayHistory action) {
        return either(
                "manticore adopt --from flyway"
                        + (action.table().equals(Remedy.UseFlywayHistory.DEFAULT_TABLE)
                                ? ""
                                : " --table " + action.table()),
                "adopt(FlywayHistory.table(schema, \"" + action.table() + "\"))");
    }
}
