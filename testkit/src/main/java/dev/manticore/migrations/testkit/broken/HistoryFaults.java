package dev.manticore.migrations.testkit.broken;

import dev.manticore.migrations.spi.HistoryStore;

/** History stores whose methods do something else than asked for. */
final class HistoryFaults {
    private HistoryFaults() {}

    static HistoryStore unplaced(HistoryStore healthy) {
        return new RewritingHistoryStore(healthy, HistoryFaults::unplaced) {
            @Override
            public HistoryStore in(String schema) {
                return this;
            }
        };
    }

    static HistoryStore countingCharacters(HistoryStore healthy) {
        return new RewritingHistoryStore(healthy, HistoryFaults::countingCharacters) {
            @Override
            public String checksum(String text) {
                return Integer.toHexString(text.chars().sum());
            }
        };
    }

    static HistoryStore namedWithoutQuotes(HistoryStore healthy) {
        return new RewritingHistoryStore(healthy, HistoryFaults::namedWithoutQuotes) {
            @Override
            public String table() {
                return super.table().replace("\"", "");
            }
        };
    }
}
