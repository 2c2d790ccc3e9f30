package dev.manticore.migrations.settings;

import org.jspecify.annotations.Nullable;

/** Names the options and commands of the command line. */
public final class OptionWording implements Wording {
    @Override
    public String option(Setting setting) {
        return setting.option();
    }

    @Override
    public String option(Setting setting, String value) {
        // Its value is optional, so that another argument does not count as one.
        return setting.option() + (setting == Setting.EMBEDDED ? "=" : " ") + value;
    }

    @Override
    public String flag(Setting setting) {
        return setting.option();
    }

    @Override
    public String option(String name) {
        return "--" + name;
    }

    @Override
    public String placeholder(String name, String value) {
        return "--placeholder " + name + "=" + value;
    }

    @Override
    public String password() {
        return "MANTICORE_PASSWORD, or a line of ~/.pgpass";
    }

    @Override
    public String secretInUrl() {
        return "which everybody on this machine can read in the process list";
    }

    @Override
    public String command(String command) {
        return command;
    }

    @Override
    public String reportOfBug() {
        return "Run the command again with -v and report the output.";
    }

    @Override
    public String create() {
        return "manticore create DESCRIPTION";
    }

    @Override
    public String adopt(String tool, @Nullable String table) {
        return "manticore adopt --from " + tool + (table == null ? "" : " --table " + table);
    }

    @Override
    public String adoptedTool() {
        return "--from";
    }

    @Override
    public String adoptedTable() {
        return "--table";
    }
}
