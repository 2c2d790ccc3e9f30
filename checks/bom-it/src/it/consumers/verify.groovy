import groovy.xml.XmlSlurper
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres
import java.util.concurrent.TimeUnit

// The BOM as published: no parent, whose managed versions would reach the consumer, and nothing but our modules.
def imported = new XmlSlurper().parse(new File(basedir, 'pom.xml')).dependencyManagement.dependencies.dependency[0]
def version = imported.version.text()
def directory = new File(localRepositoryPath, "dev/manticore/manticore-migrations-bom/$version")
def bom = new XmlSlurper().parse(new File(directory, "manticore-migrations-bom-${version}.pom"))

assert bom.parent.isEmpty()
assert bom.properties.isEmpty()
assert bom.dependencies.isEmpty()

def managed = bom.dependencyManagement.dependencies.dependency
assert managed*.groupId*.text().toSet() == ['dev.manticore'] as Set
assert managed*.artifactId*.text().sort() == [
    'manticore-migrations-adapter-jdbc',
    'manticore-migrations-adapter-vertx',
    'manticore-migrations-application',
    'manticore-migrations-core',
    'manticore-migrations-embedded-postgres',
    'manticore-migrations-fleet',
    'manticore-migrations-history-flyway',
    'manticore-migrations-inspection',
    'manticore-migrations-maven-plugin',
    'manticore-migrations-micrometer',
    'manticore-migrations-micronaut',
    'manticore-migrations-quarkus',
    'manticore-migrations-quarkus-deployment',
    'manticore-migrations-report',
    'manticore-migrations-settings',
    'manticore-migrations-source-classpath',
    'manticore-migrations-source-filesystem',
    'manticore-migrations-spring-boot-starter',
    'manticore-migrations-testing',
    'manticore-migrations-testkit',
]

// What each consumer gets, as resolved, and what its program finds when it runs: on the class path and on the module path.
def classes = [
    'adapter-jdbc'     : 'dev.manticore.migrations.jdbc.JdbcTxRunner',
    'adapter-vertx'    : 'dev.manticore.migrations.vertx.VertxMigrator',
    'source-classpath' : 'dev.manticore.migrations.classpath.ClasspathSource',
    'source-filesystem': 'dev.manticore.migrations.filesystem.FilesystemSource',
    'testkit'          : 'dev.manticore.migrations.testkit.TxRunnerContract',
    'cli'              : 'dev.manticore.migrations.cli.Main',
    'postgresql'       : 'org.postgresql.Driver',
    'vertx-pg-client'  : 'io.vertx.pgclient.PgBuilder',
    'dagger'           : 'dagger.Module',
    'jakarta.inject'   : 'jakarta.inject.Inject',
    'javax.inject'     : 'javax.inject.Inject',
]
def consumers = [
    vertx: ['adapter-vertx', 'source-classpath', 'vertx-pg-client'],
    jdbc : ['adapter-jdbc', 'source-filesystem', 'postgresql'],
]

EmbeddedPostgres.start().withCloseable { server ->
    consumers.each { consumer, wanted ->
        def target = new File(basedir, "$consumer/target")
        def tree = new File(target, 'dependency-tree.txt').text
        def jars = new File(target, 'class-path.txt').text.trim().split(File.pathSeparator).toList()

        classes.keySet().each { artifact ->
            def named = { it =~ /[-:\/]${artifact}(-api)?[-:]/ }
            assert tree.readLines().any(named) == (artifact in wanted)
            assert jars.collect { '/' + new File(it).name }.any(named) == (artifact in wanted)
        }

        def path = ([new File(target, 'classes').path] + jars).join(File.pathSeparator)
        def programs = [
            on_class_path : ['-cp', path, "com.example.${consumer}.${consumer.capitalize()}Consumer"],
            on_module_path: ['-p', path, '-m', "com.example.$consumer/com.example.${consumer}.${consumer.capitalize()}Consumer"],
        ]
        programs.each { name, program ->
            def uri = "postgresql://localhost:${server.port}/postgres?user=postgres"
            def schema = "${consumer}_$name"
            def output = new File(target, "${name}.log")
            def process = new ProcessBuilder(
                    ["${System.getProperty('java.home')}/bin/java", *program, uri, schema, *classes.values().toList()]*.toString())
                .directory(new File(basedir, consumer))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start()
            try {
                assert process.waitFor(1, TimeUnit.MINUTES) : output.text
            } finally {
                process.destroy()
            }
            assert process.exitValue() == 0 : output.text
            assert output.readLines().containsAll(['applied [1]', "present ${wanted.collect(classes.&get)}".toString()])
        }
    }
}

// The test kit, as a test's dependency, compiled on its own.
assert new File(basedir, 'kit/target/test-classes/com/example/kit/OwnRunnerTest.class').file
