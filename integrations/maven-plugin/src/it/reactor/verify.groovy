def log = new File(basedir, 'build.log').text

def position = 0
[
    // Before resources are copied.
    'BUILD FAILURE',
    'mvn process-resources manticore:GOAL',
    // Without a module.
    'BUILD FAILURE',
    'A source is searched on the class path of the project, which cannot be resolved: ',
    'mvn -pl MODULE -am install',
    'Valid: 1 migration.',
    'Valid: 1 migration.',
    'BUILD SUCCESS',
].each {
    def found = log.indexOf(it, position)
    assert found >= 0 : "$it is not in the log after character $position"
    position = found + it.length()
}

// Of the first two.
assert log.count('BUILD FAILURE') == 2
