package dev.manticore.migrations;

import java.util.List;

/**
 * What {@link Migrator#repair} has changed in the history, or would change.
 *
 * @param repairs the changes, in ascending order of the migrations
 * @param left what was not changed, because nobody gave the {@link HistoryRepair.Kind#option} for it
 */
public record RepairReport(List<HistoryRepair> repairs, List<HistoryRepair> left) {
    public RepairReport {
        repairs = List.copyOf(repairs);
        left = List.copyOf(left);
    }
}
