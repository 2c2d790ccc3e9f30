def log = new File(basedir, 'build.log').text

// What each goal says, in the order in which they ran.
def position = 0
[
    ' accepts connections: jdbc:postgresql://127.0.0.1:',
    ' accepts connections already: jdbc:postgresql://127.0.0.1:',
    'Until the goal stop, manticore.url postgresql://***@db.invalid/shop is ignored.',
    '1 | create prices | pending',
    '1 pending.',
    'shop_history',
    "CREATE TABLE price (amount NUMERIC, currency TEXT DEFAULT 'EUR', country TEXT DEFAULT 'FR');",
    'V1 create prices done in',
    'Valid. Nothing is pending.',
    'Created ',
    'V2__add_orders.sql',
    'Undo of V1 create prices done in',
    'Adopted 1 migration from ',
    'META-INF/manticore/db/migration.index with 5 files.',
    'PostgreSQL is stopped.',
].each {
    def found = log.indexOf(it, position)
    assert found >= 0 : "$it is not in the log after character $position"
    position = found + it.length()
}
assert !log.contains('open sesame')

assert new File(basedir, 'target/classes/META-INF/manticore/db/migration.index').readLines() == [
    'U1__undo_create_prices.sql',
    'U2__undo_add_orders.sql',
    'V1__create_prices.sql',
    'V2__add_orders.sql',
    'afterMigrate.sql',
]
