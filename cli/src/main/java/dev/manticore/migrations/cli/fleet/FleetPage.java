package dev.manticore.migrations.cli.fleet;

import dev.manticore.migrations.fleet.FleetStatus;
import dev.manticore.migrations.report.HtmlReport;
import dev.manticore.migrations.settings.OptionWording;
import dev.manticore.migrations.settings.text.Commands;
import dev.manticore.migrations.settings.text.Words;
import java.time.ZoneId;

/** The report on a fleet. */
public final class FleetPage {
    private FleetPage() {}

    /**
     * How each target stands.
     *
     * @param zone in which times are shown
     */
    public static HtmlReport of(FleetStatus status, ZoneId zone) {
        return HtmlReport.builder(
                        "Migrations of " + Words.count(status.targets().size(), "target"))
                .zone(zone)
                .words(new Commands(new OptionWording()))
                .fleet(status)
                .build();
    }
}
