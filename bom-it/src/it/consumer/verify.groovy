// The BOM as published: no parent, whose managed versions would reach the consumer, and nothing but our modules.
def directory = new File(localRepositoryPath, 'dev/manticore/manticore-migrations-bom')
def poms = []
directory.eachFileRecurse { if (it.name.endsWith('.pom')) poms << it }
assert poms.size() == 1

def bom = new groovy.xml.XmlSlurper().parse(poms[0])
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
