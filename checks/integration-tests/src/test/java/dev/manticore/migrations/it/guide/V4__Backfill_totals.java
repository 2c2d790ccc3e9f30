package dev.manticore.migrations.it.guide;

import dev.manticore.migrations.vertx.VertxMigration;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The same without blocking, and with an undo. */
public final class V4__Backfill_totals implements VertxMigration.WithUndo {

    @Override
    public Future<Void> migrate(SqlConnection connection) {
        return connection
                .query("SELECT id, lines FROM orders")
                .execute()
                .compose(orders -> connection
                        .preparedQuery("UPDATE orders SET total = $1 WHERE id = $2")
                        .executeBatch(totals(orders)))
                .mapEmpty();
    }

    @Override
    public Future<Void> undo(SqlConnection connection) {
        return connection.query("UPDATE orders SET total = NULL").execute().mapEmpty();
    }

    private static List<Tuple> totals(RowSet<Row> orders) {
        List<Tuple> totals = new ArrayList<>();
        for (Row order : orders) {
            totals.add(Tuple.of(order.getInteger("lines") * 100, order.getLong("id")));
        }
        return totals;
    }
}
