package dev.manticore.migrations;

import java.util.stream.Collectors;

/** Words the actions of a remedy as calls of this library. */
final class ApiCalls implements Remedy.Cases<String> {

    @Override
    public String resume(Remedy.Resume action) {
        return "Migrator.resume(Resumption." + action.resumption().match(new Resumptions()) + ")";
    }

    private static final class Resumptions implements Resumption.Cases<String> {
        @Override
        public String from(Resumption.From resumption) {
            return "from(" + resumption.statement() + ")";
        }

        @Override
        public String done() {
            return "done()";
        }

        @Override
        public String abandon() {
            return "abandon()";
        }
    }

    @Override
    public String unlock(Remedy.Unlock action) {
        return "Migrator.unlock()";
    }

    @Override
    public String create(Remedy.Create action) {
        return "Migrator.create(..)";
    }

    @Override
    public String repair(Remedy.Repair action) {
        return "Migrator.repair("
                + action.options().stream()
                        .sorted()
                        .map(option -> "RepairOption." + option)
                        .collect(Collectors.joining(", "))
                + ")";
    }

    @Override
    public String tolerate(Remedy.Tolerate action) {
        return "MigratorBuilder.tolerate(Deviation." + action.deviation() + ")";
    }

    @Override
    public String configure(Remedy.Configure action) {
        return switch (action.setting()) {
            case SOURCE -> "MigratorBuilder.source(..)";
            case CLASS_PATH -> "ClasspathSource.of(location, loader)";
            case FOLLOW_LINKS -> "FilesystemSource.followingLinks()";
            case IGNORE -> "FilesystemSource.ignoring(..) or ClasspathSource.ignoring(..)";
            case SCHEMA -> "MigratorBuilder.schema(..)";
            case LEASE -> "MigratorBuilder.lease(..)";
            case LOCK_WAIT -> "MigratorBuilder.lockWait(..)";
            case LOCK_TIMEOUT -> "MigratorBuilder.lockTimeout(..)";
            case LOCK_RETRY -> "MigratorBuilder.lockRetry(LockRetry.DEFAULT.lasting(..))";
            case STATEMENT_TIMEOUT -> "MigratorBuilder.statementTimeout(..)";
            case PLACEHOLDER -> "MigratorBuilder.placeholder(name, value)";
            case ENCODING -> "MigratorBuilder.encoding(..)";
            case PASSWORD -> "the password of the DataSource or the pool";
        };
    }

    @Override
    public String useFlywayHistory(Remedy.UseFlywayHistory action) {
        return "MigratorBuilder.historyStore(FlywayHistory.table(schema, \"" + action.table() + "\"))";
    }

    @Override
    public String adoptFlywayHistory(Remedy.AdoptFlywayHistory action) {
        return "Migrator.adopt(FlywayHistory.table(schema, \"" + action.table() + "\"))";
    }
}
