package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.spi.MigrationSource;
import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files that count how often each is opened, and some of which cannot be read. Not thread-safe. */
public final class CountingSource implements MigrationSource {
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, byte[]> edits = new TreeMap<>();
    private final Set<String> unreadable = new TreeSet<>();
    private final List<String> opened = new ArrayList<>();
    private Runnable beforeLoading = () -> {};
    private Runnable beforeReading = () -> {};

    public CountingSource file(String name, String text) {
        return file(name, text.getBytes(UTF_8));
    }

    public CountingSource file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public CountingSource unreadable(String name) {
        unreadable.add(name);
        return this;
    }

    /** The file has another text from the second time on that it is opened. */
    public CountingSource edited(String name, String text) {
        edits.put(name, text.getBytes(UTF_8));
        return this;
    }

    public CountingSource beforeLoading(Runnable task) {
        beforeLoading = task;
        return this;
    }

    public CountingSource beforeReading(Runnable task) {
        beforeReading = task;
        return this;
    }

    /** The files that were opened since the last call, in order, each as often as it was. */
    public List<String> opened() {
        List<String> names = List.copyOf(opened);
        opened.clear();
        return names;
    }

    @Override
    public List<SourceScript> load() {
        beforeLoading.run();
        return files.keySet().stream()
                .map(name -> new SourceScript(name, () -> open(name), "db/" + name, null, null, name))
                .toList();
    }

    private byte[] open(String name) throws SourceException {
        beforeReading.run();
        opened.add(name);
        if (unreadable.contains(name)) {
            throw new SourceException("db/" + name + " cannot be read: access denied.", "Let it be read.", null);
        }
        byte[] content = files.get(name);
        byte[] edit = edits.remove(name);
        if (edit != null) {
            files.put(name, edit);
        }
        return content;
    }

    @Override
    public String description() {
        return "counting";
    }
}
