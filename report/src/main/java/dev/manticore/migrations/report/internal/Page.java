package dev.manticore.migrations.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows. A section that is null was not asked for, and the page says so.
 *
 * @param notes unusual facts about what is pending
 */
public record Page(
        String title,
        Moment generated,
        List<Fact> facts,
        List<String> notes,
        @Nullable ProblemsSection problems,
        @Nullable PendingSection pending,
        @Nullable TablesSection tables,
        @Nullable LintSection lint,
        @Nullable VerifySection verify,
        @Nullable DriftSection drift,
        @Nullable FleetSection fleet,
        @Nullable HistorySection history) {

    /** A link to a section. */
    public record Link(String anchor, String text) {}

    /** The sections that are there, in the order of the page. */
    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        BiConsumer<@Nullable Object, Link> add = (section, link) -> {
            if (section != null) {
                links.add(link);
            }
        };
        add.accept(problems, new Link("problems", "Problems"));
        add.accept(pending, new Link("pending", "Pending"));
        add.accept(tables, new Link("tables", "Tables"));
        add.accept(lint, new Link("lint", "Lint"));
        add.accept(verify, new Link("verify", "Undo"));
        add.accept(drift, new Link("drift", "Drift"));
        add.accept(fleet, new Link("fleet", "Fleet"));
        add.accept(history, new Link("history", "History"));
        return links;
    }
}
