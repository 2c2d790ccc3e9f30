package dev.manticore.migrations.it.proof;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script of the proof's migrations, each statement on a line of its own.
 *
 * @param header its first line, or null
 */
record ProofScript(@Nullable String header, List<Line> lines) {
    /**
     * A statement.
     *
     * @param carriedOut the condition that tells a person whether it was carried out, where no run can find it out: it
     *     commits alone and cannot be repeated; null for all others
     */
    record Line(String sql, @Nullable String carriedOut) {}

    ProofScript {
        lines = List.copyOf(lines);
    }

    static ProofScript plain(Line... lines) {
        return new ProofScript(null, List.of(lines));
    }

    static ProofScript stepwise(Line... lines) {
        return new ProofScript("-- manticore: transaction=none", List.of(lines));
    }

    static Line line(String sql) {
        return new Line(sql, null);
    }

    static Line alone(String sql, String carriedOut) {
        return new Line(sql, carriedOut);
    }

    String text() {
        return Stream.concat(Stream.ofNullable(header), lines.stream().map(line -> line.sql() + ";"))
                .collect(Collectors.joining("\n"));
    }
}
