package dev.manticore.migrations.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manticore.migrations.settings.failure.ToolException;
import java.io.StringReader;
import java.util.Properties;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

/** Shows which properties of the command line the plugin refuses, and of which it warns. */
class UnknownPropertiesTest {
    private static final String GOAL = """
            <configuration>
                <schema implementation="java.lang.String">${manticore.schema}</schema>
                <lockWait implementation="java.lang.String">${manticore.lock-wait}</lockWait>
                <password implementation="java.lang.String" default-value="${manticore.password}"/>
                <project implementation="org.apache.maven.project.MavenProject" default-value="${project}"/>
            </configuration>
            """;

    private static UnknownProperties ofPlugin() throws Exception {
        MojoDescriptor goal = new MojoDescriptor();
        goal.setGoal("migrate");
        goal.setImplementation("Migrate");
        goal.setMojoConfiguration(new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(GOAL))));
        PluginDescriptor plugin = new PluginDescriptor();
        plugin.addMojo(goal);
        return new UnknownProperties(plugin);
    }

    private static Properties properties(String... names) {
        Properties properties = new Properties();
        for (String name : names) {
            properties.setProperty(name, "x");
        }
        return properties;
    }

    @Test
    void allThatSeemMistypedAreRefusedAtOnce() throws Exception {
        UnknownProperties unknown = ofPlugin();

        ToolException refused = catchThrowableOfType(
                ToolException.class,
                () -> unknown.check(properties("manticore.shema", "manticore.lockWait", "manticore.proof")));

        assertThat(refused).hasMessage("""
                The plugin has no property manticore.lockWait. Did you mean manticore.lock-wait?
                The plugin has no property manticore.shema. Did you mean manticore.schema?""");
    }

    @Test
    void othersAreNamed() throws Exception {
        assertThat(ofPlugin().check(properties("manticore.proof", "manticore.schema", "maven.test.skip")))
                .containsExactly("The plugin has no property manticore.proof; it is ignored.");
    }

    @Test
    void placeholdersAndDefaultValuesAreKnown() throws Exception {
        assertThat(ofPlugin().check(properties("manticore.placeholders.schemaa", "manticore.password")))
                .isEmpty();
    }
}
