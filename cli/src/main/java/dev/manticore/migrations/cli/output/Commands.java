package dev.manticore.migrations.cli.output;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.Resumption;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words the actions of a remedy as commands and options. */
final class Commands implements Remedy.Cases<String> {

    @Override
    public String resume(Remedy.Resume action) {
        return "manticore resume " + action.resumption().match(new Options());
    }

    private static final class Options implements Resumption.Cases<String> {
        @Override
        public String from(Resumption.From resumption) {
            return "--from " + resumption.statement();
        }

        @Override
        public String done() {
            return "--done";
        }

        @Override
        public String abandon() {
            return "--abandon";
        }
    }

    @Override
    public String unlock(Remedy.Unlock action) {
        return "manticore unlock";
    }

    @Override
    public String create(Remedy.Create action) {
        return "manticore create DESCRIPTION";
    }

    @Override
    public String repair(Remedy.Repair action) {
        return Stream.concat(
                        Stream.of("manticore repair"),
                        action.options().stream().sorted().map(Commands::option))
                .collect(Collectors.joining(" "));
    }

    /** The option of the command repair. */
    static String option(RepairOption option) {
        return switch (option) {
            case CHANGED -> "--changed";
            case MISSING -> "--missing";
        };
    }

    @Override
    public String tolerate(Remedy.Tolerate action) {
        return "--allow "
                + switch (action.deviation()) {
                    case LATE_VERSION -> "late";
                    case SKIPPED_LATE_VERSION -> "skipped-late";
                    case MISSING_FILE -> "missing";
                    case CHANGED_CHECKSUM -> "changed";
                    case POOLED_SESSION -> "pooled-session";
                    case EMPTY_SCRIPT -> "empty";
                };
    }

    @Override
    public String configure(Remedy.Configure action) {
        return switch (action.setting()) {
            case SOURCE -> "--source LOCATION";
            case CLASS_PATH -> "--jar FILE";
            case FOLLOW_LINKS -> "--follow-links";
            case IGNORE -> "--ignore PATTERN";
            case SCHEMA -> "--schema NAME";
            case LEASE -> "--lease DURATION";
            case LOCK_WAIT -> "--lock-wait DURATION";
            case PLACEHOLDER -> "--placeholder NAME=VALUE";
            case ENCODING -> "--encoding NAME";
            case PASSWORD -> "MANTICORE_PASSWORD, or a line of ~/.pgpass";
            case LOCK_TIMEOUT -> "--lock-timeout DURATION";
            case STATEMENT_TIMEOUT -> "--statement-timeout DURATION";
        };
    }

    @Override
    public String useFlywayHistory(Remedy.UseFlywayHistory action) {
        return "--history flyway"
                + (action.table().equals(Remedy.UseFlywayHistory.DEFAULT_TABLE) ? "" : ":" + action.table());
    }

    @Override
    public String adoptFlywayHistory(Remedy.AdoptFlywayHistory action) {
        return "manticore adopt --from flyway"
                + (action.table().equals(Remedy.UseFlywayHistory.DEFAULT_TABLE) ? "" : " --table " + action.table());
    }
}
