package dev.manticore.migrations.internal.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manticore.migrations.spi.SourceException;
import dev.manticore.migrations.spi.SourceScript;
import dev.manticore.migrations.spi.WritableMigrationSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory in memory. */
final class MemorySource implements WritableMigrationSource {
    final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String name;
    private boolean missing;
    private boolean broken;

    MemorySource(String name) {
        this.name = name;
    }

    static MemorySource of(String... namesAndTexts) {
        MemorySource source = new MemorySource("db");
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            source.with(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return source;
    }

    MemorySource with(String file, byte[] content) {
        files.put(file, content);
        return this;
    }

    MemorySource missing() {
        this.missing = true;
        return this;
    }

    MemorySource broken() {
        this.broken = true;
        return this;
    }

    String text(String file) {
        return new String(files.get(file), UTF_8);
    }

    @Override
    public List<SourceScript> load() throws SourceException {
        if (missing || broken) {
            throw new SourceException(name + " cannot be read.", "Check it.", null);
        }
        List<SourceScript> scripts = new ArrayList<>();
        files.forEach((file, content) -> scripts.add(new SourceScript(file, content, name + "/" + file)));
        return scripts;
    }

    @Override
    public String description() {
        return "memory:" + name;
    }

    @Override
    public boolean isMissing() {
        return missing;
    }

    @Override
    public List<String> write(List<SourceScript> scripts) throws SourceException {
        if (broken) {
            throw new SourceException(name + " cannot be written to.", "Check it.", null);
        }
        missing = false;
        for (SourceScript script : scripts) {
            files.put(script.name(), script.read());
        }
        return scripts.stream().map(script -> name + "/" + script.name()).toList();
    }
}
