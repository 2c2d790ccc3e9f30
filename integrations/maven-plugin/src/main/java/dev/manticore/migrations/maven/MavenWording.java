package dev.manticore.migrations.maven;

import dev.manticore.migrations.settings.Setting;
import dev.manticore.migrations.settings.Wording;
import org.jspecify.annotations.Nullable;

/** Names settings and commands as users of Maven write them. */
final class MavenWording implements Wording {
    private static final String PREFIX = "manticore.";

    @Override
    public String option(Setting setting) {
        return PREFIX + setting.key();
    }

    @Override
    public String option(Setting setting, String value) {
        return "-D" + PREFIX + setting.key() + "=" + value;
    }

    @Override
    public String flag(Setting setting) {
        return option(setting, "true");
    }

    @Override
    public String option(String name) {
        return PREFIX + name;
    }

    @Override
    public String placeholder(String name, String value) {
        return "-D" + PREFIX + "placeholders." + name + "=" + value;
    }

    @Override
    public String password() {
        return "a server of settings.xml with -D" + PREFIX + "serverId=ID, or MANTICORE_PASSWORD";
    }

    @Override
    public String secretInUrl() {
        return "which everybody who sees the POM or the process list can read";
    }

    @Override
    public String command(String command) {
        return command + " on the command line (the plugin has no goal for it)";
    }

    @Override
    public String reportOfBug() {
        return "Run the goal again with mvn -X and report the output.";
    }

    @Override
    public String classPath() {
        return "in the resources of the project, which the phase process-resources copies: mvn process-resources"
                + " manticore:GOAL; in a jar that is no dependency of the project: " + option(Setting.JAR, "FILE");
    }

    @Override
    public String create() {
        return "mvn manticore:create -D" + PREFIX + "description=DESCRIPTION";
    }

    @Override
    public String adopt(String tool, @Nullable String table) {
        return "mvn manticore:adopt -D" + PREFIX + "from=" + tool
                + (table == null ? "" : " -D" + PREFIX + "from-table=" + table);
    }

    @Override
    public String adoptedTool() {
        return PREFIX + "from";
    }

    @Override
    public String adoptedTable() {
        return PREFIX + "from-table";
    }
}
