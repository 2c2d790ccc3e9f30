def log = new File(basedir, 'build.log').text

[
    'at src/main/resources/db/migration/V2__name_mayors.sql:2:1',
    '2 | ALTER TABLE town ADD mayor TEXT;',
    '| ^',
    'SQLSTATE: 42P01',
    'applied before: V1 create cities',
    'what to do: ',
].each { assert log.contains(it) : it }
// Once: Maven would repeat the message of a cause.
assert log.count('SQLSTATE: 42P01') == 1
assert log.count('relation "town" does not exist') == 1
