// The BOM as published: no parent, whose managed versions would reach the consumer, and nothing but our modules.
import groovy.xml.XmlSlurper

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
    'manticore-migrations-core',
    'manticore-migrations-source-classpath',
    'manticore-migrations-source-filesystem',
]
