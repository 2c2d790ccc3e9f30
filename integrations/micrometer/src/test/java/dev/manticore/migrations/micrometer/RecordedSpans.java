package dev.manticore.migrations.micrometer;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the spans that have ended. */
final class RecordedSpans implements SpanExporter {
    private static final String NO_PARENT = "0000000000000000";

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
        spans.addAll(ended);
        return CompletableResultCode.ofSuccess();
    }

    List<SpanData> all() {
        return spans;
    }

    /** A line for each span, indented below its parent. */
    List<String> tree() {
        List<String> lines = new ArrayList<>();
        add(NO_PARENT, "", lines);
        return lines;
    }

    private void add(String parent, String indentation, List<String> lines) {
        spans.stream()
                .filter(span -> span.getParentSpanId().equals(parent))
                .sorted(Comparator.comparing(SpanData::getStartEpochNanos))
                .forEach(span -> {
                    long micros = (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1000;
                    lines.add(indentation + span.getName() + " " + micros + " us "
                            + span.getAttributes().asMap());
                    add(span.getSpanId(), indentation + "  ", lines);
                });
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
