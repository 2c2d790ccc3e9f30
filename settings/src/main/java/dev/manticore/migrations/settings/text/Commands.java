package dev.manticore.migrations.settings.text;

import dev.manticore.migrations.Remedy;
import dev.manticore.migrations.RepairOption;
import dev.manticore.migrations.Resumption;
import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Wording;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words the actions of a remedy as commands and options. */
public final class Commands implements Remedy.Cases<String> {
    private final Wording wording;

    public Commands(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String resume(Remedy.Resume action) {
        return wording.command("manticore resume " + action.resumption().match(new Options()));
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
        return wording.command("manticore unlock");
    }

    @Override
    public String create(Remedy.Create action) {
        return wording.create();
    }

    @Override
    public String repair(Remedy.Repair action) {
        return wording.command(Stream.concat(
                        Stream.of("manticore repair"),
                        action.options().stream().sorted().map(Commands::option))
                .collect(Collectors.joining(" ")));
    }

    /** The option of the command repair. */
    public static String option(RepairOption option) {
        return switch (option) {
            case CHANGED -> "--changed";
            case MISSING -> "--missing";
        };
    }

    @Override
    public String tolerate(Remedy.Tolerate action) {
        return wording.option(
                Setting.ALLOW,
                switch (action.deviation()) {
                    case LATE_VERSION -> "late";
                    case SKIPPED_LATE_VERSION -> "skipped-late";
                    case MISSING_FILE -> "missing";
                    case CHANGED_CHECKSUM -> "changed";
                    case POOLED_SESSION -> "pooled-session";
                    case EMPTY_SCRIPT -> "empty";
                });
    }

    @Override
    public String configure(Remedy.Configure action) {
        return switch (action.setting()) {
            case SOURCE -> wording.option(Setting.SOURCE, "LOCATION");
            case CLASS_PATH -> wording.classPath();
            case FOLLOW_LINKS -> wording.flag(Setting.FOLLOW_LINKS);
            case IGNORE -> wording.option(Setting.IGNORE, "PATTERN");
            case SCHEMA -> wording.option(Setting.SCHEMA, "NAME");
            case LEASE -> wording.option(Setting.LEASE, "DURATION");
            case LOCK_WAIT -> wording.option(Setting.LOCK_WAIT, "DURATION");
            case PLACEHOLDER -> wording.placeholder("NAME", "VALUE");
            case ENCODING -> wording.option(Setting.ENCODING, "NAME");
            case PASSWORD -> wording.password();
            case LOCK_TIMEOUT -> wording.option(Setting.LOCK_TIMEOUT, "DURATION");
            case LOCK_RETRY -> wording.option(Setting.LOCK_RETRY_TIME, "DURATION");
            case STATEMENT_TIMEOUT -> wording.option(Setting.STATEMENT_TIMEOUT, "DURATION");
        };
    }

    @Override
    public String useFlywayHistory(Remedy.UseFlywayHistory action) {
        return wording.option(
                Setting.HISTORY,
                "flyway" + (action.table().equals(Remedy.UseFlywayHistory.DEFAULT_TABLE) ? "" : ":" + action.table()));
    }

    @Override
    public String adoptFlywayHistory(Remedy.AdoptFlywayHistory action) {
        return wording.adopt(
                "flyway", action.table().equals(Remedy.UseFlywayHistory.DEFAULT_TABLE) ? null : action.table());
    }
}
