package dev.manticore.migrations.internal.enginetest;

import dev.manticore.migrations.Direction;
import dev.manticore.migrations.MigrationId;
import dev.manticore.migrations.RepeatableName;
import dev.manticore.migrations.Version;
import dev.manticore.migrations.internal.enginetest.ModelState.HistoryRow;
import dev.manticore.migrations.internal.enginetest.ModelState.LeaseRow;
import dev.manticore.migrations.spi.Progress;
import dev.manticore.migrations.spi.Repetitions;
import dev.manticore.migrations.spi.Rows;
import dev.manticore.migrations.spi.ServerProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries statements out on a {@link ModelState}: those of the default history store by their shape, and scripts'. */
final class ModelSql {
    private static final Pattern ACQUIRE =
            Pattern.compile("AS BIGINT\\), '((?:[^']|'')*)', clock_timestamp\\(\\), .*INTERVAL '(\\d+) millis.*");
    private static final Pattern FENCE = Pattern.compile("INTERVAL '(\\d+) milli.* AND token = (\\d+)(.*) RETURNING");
    private static final Pattern NOTE = Pattern.compile(
            ", migration = (NULL|'.*?'), direction = (\\S+), checksum = (\\S+),"
                    + " repetitions = (?:NULL|(?<times>\\d+)), rows_changed = (?:NULL|(?<rows>\\d+)),"
                    + " statements_done = (\\w+), statement_running = (\\w+),"
                    + " error = (.*?), process_id = (?:NULL|CASE .*? WHEN (\\d+)).*? process_noted = (?:NULL|CASE .*|(CAST).*), jobs = NULL WHERE id = 1");
    private static final Pattern REVOKE = Pattern.compile("owner = '((?:[^']|'')*)', acquired_at");
    private static final Pattern RECORD =
            Pattern.compile("VALUES \\((\\d+), '(.*?)', (NULL|'\\w*'), .*, '(.*)', '([a-z ]+)', (NULL|'[\\w:]*')\\)");
    private static final Pattern REPEAT = Pattern.compile(
            "VALUES \\('(.*?)', (?:now\\(\\), )?(NULL|'\\w*'), .*?, '(.*?)', '([a-z ]+)', (NULL|'[\\w:]*')\\) ON");
    private static final Pattern UPDATE = Pattern.compile(
            "SET (?:description = '(.*?)', )?checksum = (NULL|'\\w*'), kind = '([a-z ]+)', content_checksum ="
                    + " (NULL|'[\\w:]*') WHERE (?:version = (\\d+)|name = '(.*?)') RETURNING");
    private static final Pattern ADOPT =
            Pattern.compile("VALUES \\((\\d+), '(.*?)', CAST\\('.*?' AS TIMESTAMP WITH TIME ZONE\\),"
                    + " (NULL|'\\w*'), NULL, (NULL|'.*'), '([a-z ]+)', (NULL|'[\\w:]*')\\)");
    /** When the transaction began, in a row that may be written in a message of several transactions. */
    private static final String BEGAN = "(coalesce(pg_catalog.to_timestamp(CAST(nullif("
            + "pg_catalog.current_setting('manticore.began', true), '') AS DOUBLE PRECISION) / 1000000),"
            + " clock_timestamp()))";

    private static final Pattern NAME = Pattern.compile("AND name = '([^']*)'");
    private static final Pattern VERSION = Pattern.compile("WHERE version = (\\d+)");
    private static final Pattern SET = Pattern.compile("SET (\\w+) (?:=|TO) (.*)");
    private static final Pattern RESET = Pattern.compile("RESET \"?(\\w+)\"?");
    private static final Pattern SET_CONFIG = Pattern.compile("SELECT .*set_config\\('(\\w+)', (.*), (true|false)\\)");
    private static final Pattern HOME =
            Pattern.compile("milliseconds', (?:current_schema\\(\\)|'(.*?)')\\) ON CONFLICT");
    private static final Pattern PLACES =
            Pattern.compile("^SELECT (current_schema\\(\\)|CASE WHEN pg_catalog|n.nspname AS place|'.*' AS place)");
    private static final Pattern OBJECT = Pattern.compile("\\b[a-z]+\\d+_\\d+\\b");

    private static final Pattern CREATED = Pattern.compile("extract\\(epoch FROM created\\) \\* 1000000 >= (-?\\d+)");
    private static final Pattern ANNOUNCED = Pattern.compile("CAST\\(job_id AS TEXT\\) IN \\((.*?)\\)");
    private static final Pattern OWN_PROCESS = Pattern.compile("coalesce\\(pid = (\\d+) AND");

    /** The server refuses a statement. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final String sqlState;

        Refusal(String sqlState) {
            super(sqlState);
            this.sqlState = sqlState;
        }
    }

    /** The setting that holds the saved ones. */
    static final String SAVED = "manticore.session";

    private final ModelState state;
    private final Map<String, String> session;
    private final int backend;
    /** Whether the settings were saved until the end of the transaction. */
    boolean savedLocally;

    private final long now;

    /** How many rows the last statement has changed. */
    long changed;

    ModelSql(ModelState state, Map<String, String> session, int backend, long now) {
        this.state = state;
        this.session = session;
        this.backend = backend;
        this.now = now;
    }

    Rows execute(String sql) {
        changed = 0;
        if (sql.contains("goose_db_version")) {
            require(state.goose != null);
            return goose();
        } else if (sql.contains("'manticore.session'")) {
            savedSettings(sql);
        } else if (PLACES.matcher(sql).find()) {
            return new ModelPlaces(state).execute(sql);
        } else if (sql.startsWith("SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_class o")) {
            return rows(List.of("found"), List.of(state.objects.isEmpty() ? "0" : "1"));
        } else if (sql.startsWith("SELECT * FROM ") && sql.contains("_repeatable\"")) {
            return repeatables();
        } else if (sql.startsWith("SELECT * FROM ")) {
            return history();
        } else if (sql.startsWith("SELECT 1 / count(*) FROM pg_catalog.pg_class")) {
            require(state.repeatableTable);
        } else if (sql.startsWith("SELECT owner, CAST(")) {
            require(state.leaseTable);
            return look();
        } else if (sql.contains("AS held (id, token")) {
            return acquire(sql);
        } else if (sql.startsWith("WITH fence AS")) {
            return fence(sql);
        } else if (sql.contains("[SHOW JOBS]")) {
            return jobs(sql);
        } else if (sql.equals("SELECT datname FROM pg_catalog.pg_database")) {
            return new Rows(List.of("datname"), List.of(List.of("shop"), List.of("other")));
        } else if (sql.startsWith("SELECT pid, usename")) {
            return process(sql);
        } else if (sql.startsWith("SELECT pg_catalog.pg_terminate_backend(pid)")) {
            state.processLooks = Math.min(state.processLooks, 1);
        } else if (sql.startsWith("SELECT i.indexrelid")) {
            return state.invalidIndex == null ? Rows.NONE : rows(List.of("name"), List.of(state.invalidIndex));
        } else if (sql.startsWith("SELECT 1 / CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_index")) {
            if (state.invalidIndex != null) {
                throw new Refusal("22012");
            }
        } else if (sql.equals("DROP INDEX CONCURRENTLY IF EXISTS " + state.invalidIndex)) {
            state.invalidIndex = null;
        } else if (sql.equals("SELECT pg_catalog.pg_backend_pid() AS pid")) {
            return rows(List.of("pid"), List.of(state.pooled ? "4711" : Integer.toString(backend)));
        } else if (sql.startsWith("SELECT current_setting('in_hot_standby'")) {
            return state.readOnly == null ? Rows.NONE : rows(List.of("standby", "setting", "source"), state.readOnly);
        } else if (sql.startsWith("SELECT CAST(current_user AS TEXT)")) {
            return rows(List.of("user_name", "database_name", "schema_name"), List.of("me", "shop", "public"));
        } else if (sql.startsWith("SELECT (SELECT CAST(extract(epoch FROM max(r.replay_lag))")) {
            return rows(List.of("lag_ms", "replayed", "written", "wait_ms"), state.load);
        } else if (sql.startsWith("UPDATE backlog") || sql.startsWith("DELETE FROM backlog")) {
            changed = state.changeBacklog();
        } else if (sql.startsWith("SELECT 1 FROM backlog")) {
            return state.backlog == 0 ? Rows.NONE : rows(List.of("one"), List.of("1"));
        } else if (sql.startsWith("SELECT NOT EXISTS (SELECT 1 FROM backlog")) {
            return rows(List.of("done"), List.of(state.backlog == 0 ? "t" : "f"));
        } else if (sql.startsWith("SELECT count(*) FROM (SELECT 1 FROM backlog")) {
            return rows(List.of("count"), List.of(Long.toString(state.tableRows)));
        } else if (sql.contains("_migrations")) {
            keep(sql);
        } else if (sql.startsWith("CREATE SCHEMA IF")) {
            state.schema = true;
        } else if (!setting(sql)) {
            script(sql);
        }
        return Rows.NONE;
    }

    private static void require(boolean table) {
        if (!table) {
            throw new Refusal("42P01");
        }
    }

    private Rows history() {
        require(state.historyTable);
        List<String> columns = new ArrayList<>(List.of("version", "description", "applied_at"));
        if (!state.narrow) {
            columns.addAll(List.of("checksum", "execution_ms", "applied_by", "kind", "content_checksum"));
        }
        List<List<String>> values = new ArrayList<>();
        state.history.forEach((version, row) -> values.add(Arrays.asList(
                        Long.toString(version),
                        row.description(),
                        "2026-01-01 00:00:00+00",
                        row.checksum(),
                        "5",
                        row.appliedBy(),
                        row.kind(),
                        row.content())
                .subList(0, columns.size())));
        return new Rows(columns, values);
    }

    private Rows goose() {
        List<List<String>> values = new ArrayList<>();
        values.add(List.of("0", "t", "2025-01-01 00:00:00+00"));
        state.goose.forEach(
                version -> values.add(List.of(Long.toString(version), "t", "2025-01-0" + version + " 00:00:00+00")));
        return new Rows(List.of("version_id", "is_applied", "applied_at"), values);
    }

    private Rows repeatables() {
        require(state.repeatableTable);
        List<List<String>> values = new ArrayList<>();
        state.repeatables.forEach((name, row) -> values.add(Arrays.asList(
                name, "2026-01-01 00:00:00+00", row.checksum(), "5", row.appliedBy(), row.kind(), row.content())));
        return new Rows(
                List.of("name", "applied_at", "checksum", "execution_ms", "applied_by", "kind", "content_checksum"),
                values);
    }

    private Rows look() {
        LeaseRow lease = state.lease;
        List<String> columns = List.of(
                "owner",
                "remaining_ms",
                "migration",
                "direction",
                "checksum",
                "statements_done",
                "statement_running",
                "error",
                "process_id",
                "process_noted",
                "jobs",
                "repetitions",
                "rows_changed");
        if (lease == null) {
            return new Rows(columns, List.of());
        }
        Progress progress = lease.progress();
        List<String> row = new ArrayList<>(List.of(lease.owner(), Long.toString(lease.expires() - now)));
        row.addAll(
                progress == null
                        ? Arrays.asList(new String[11])
                        : Arrays.asList(
                                (progress.id() instanceof RepeatableName ? "R " : "") + progress.id(),
                                progress.direction().name(),
                                progress.checksum(),
                                Integer.toString(progress.done()),
                                progress.running() ? "t" : "f",
                                progress.error(),
                                progress.process() == null || progress.process().pid() == 0
                                        ? null
                                        : String.valueOf(progress.process().pid()),
                                progress.process() == null
                                        ? null
                                        : String.valueOf(progress.process().noted()),
                                progress.process() == null
                                                || progress.process().jobs().isEmpty()
                                        ? null
                                        : String.join(",", progress.process().jobs()),
                                Long.toString(progress.repetitions().times()),
                                Long.toString(progress.repetitions().rows())));
        return rows(columns, row);
    }

    private Rows jobs(String sql) {
        Matcher since = CREATED.matcher(sql);
        long earliest = since.find() ? Long.parseLong(since.group(1)) / 1000 : 0;
        List<List<String>> jobs = new ArrayList<>();
        for (int job = 1; job <= state.jobs; job++) {
            jobs.add(List.of("7" + job, "CREATE INDEX i ON shop.public.t (a)", state.jobStatus, "shop"));
        }
        if (sql.contains("status <> 'paused'")) {
            jobs.removeIf(job -> job.contains("paused"));
        }
        state.jobs = Math.max(0, state.jobs - 1);
        state.stuckJobs
                .tailMap(earliest)
                .values()
                .forEach(stuck -> jobs.add(List.of("99", stuck, "reverting", "shop")));
        Matcher announced = ANNOUNCED.matcher(sql);
        if (announced.find()) {
            jobs.removeIf(job -> !announced.group(1).contains("'" + job.get(0) + "'"));
        }
        return new Rows(List.of("job_id", "description", "status", "own"), jobs);
    }

    /** One that executes what was noted, as long as it does. */
    private Rows process(String sql) {
        if (state.processLooks == 0) {
            return Rows.NONE;
        }
        state.processLooks--;
        Matcher noted = OWN_PROCESS.matcher(sql);
        boolean own = noted.find() && (state.process == 0 || state.process == Integer.parseInt(noted.group(1)));
        int pid = state.process == 0 && own ? Integer.parseInt(noted.group(1)) : state.process;
        return rows(
                List.of("pid", "usename", "application_name", "query", "since", "own"),
                List.of(String.valueOf(pid), "shop", "app", "what it executes", "12:00", own ? "t" : "f"));
    }

    private Rows acquire(String sql) {
        require(state.leaseTable);
        Matcher shape = find(ACQUIRE, sql);
        String owner = shape.group(1).replace("''", "'");
        LeaseRow held = state.lease;
        if (state.leaseSwallowed
                || (held != null && held.expires() >= now && !held.owner().equals(owner))) {
            return new Rows(List.of("token"), List.of());
        }
        String home = find(HOME, sql).group(1);
        state.home = home == null ? ModelPlaces.CURRENT : home;
        long token = held == null ? 1000 : held.token() + 1;
        state.lease =
                new LeaseRow(token, owner, now + Long.parseLong(shape.group(2)), held == null ? null : held.progress());
        return rows(List.of("token"), List.of(Long.toString(token)));
    }

    private Rows fence(String sql) {
        require(state.leaseTable);
        Matcher shape = find(FENCE, sql);
        LeaseRow lease = state.lease;
        boolean renewal = shape.group(3).contains("expires_at > clock_timestamp()");
        if (state.leaseSwallowed
                || lease == null
                || lease.token() != Long.parseLong(shape.group(2))
                || (renewal && lease.expires() <= now)) {
            throw new Refusal("22012");
        }
        Matcher note = NOTE.matcher(sql);
        Progress progress = note.find() ? progress(note) : lease.progress();
        state.lease = new LeaseRow(lease.token(), lease.owner(), now + Long.parseLong(shape.group(1)), progress);
        return rows(List.of("?column?"), List.of("1"));
    }

    private Progress progress(Matcher note) {
        return note.group(1).equals("NULL")
                ? null
                : new Progress(
                                id(note.group(1).replace("'", "")),
                                Direction.valueOf(note.group(2).replace("'", "")),
                                note.group(3).replace("'", ""),
                                Integer.parseInt(note.group(6)),
                                Boolean.parseBoolean(note.group(7)),
                                note.group(8).equals("NULL")
                                        ? null
                                        : note.group(8).replace("'", ""),
                                process(note))
                        .with(repetitions(note));
    }

    private static Repetitions repetitions(Matcher note) {
        return note.group("times") == null
                ? Repetitions.NONE
                : new Repetitions(Long.parseLong(note.group("times")), Long.parseLong(note.group("rows")));
    }

    private static MigrationId id(String noted) {
        return noted.startsWith("R ") ? new RepeatableName(noted.substring(2)) : Version.parse(noted);
    }

    private ServerProcess process(Matcher note) {
        if (note.group(10) != null) {
            return new ServerProcess(0, now * 1000);
        }
        return note.group(9) == null || state.pooled ? null : new ServerProcess(Integer.parseInt(note.group(9)), now);
    }

    private void keep(String statement) {
        String sql = statement.replace(BEGAN + ", ", "").replace(BEGAN, "now()");
        if (sql.contains("\"app\".") && !state.schema) {
            throw new Refusal("3F000");
        }
        if (sql.startsWith("CREATE TABLE IF NOT EXISTS ") && sql.contains("_lease\" (")) {
            state.leaseTable = true;
        } else if (sql.startsWith("CREATE TABLE IF NOT EXISTS ") && sql.contains("_repeatable\" (")) {
            state.repeatableTable = true;
        } else if (sql.startsWith("CREATE TABLE IF NOT EXISTS ")) {
            state.historyTable = true;
        } else if (sql.startsWith("DROP TABLE ")) {
            state.historyTable = state.historyTable && sql.contains("_lease");
            state.leaseTable = state.leaseTable && !sql.contains("_lease");
        } else if (sql.startsWith("ALTER TABLE ")) {
            require(state.historyTable);
            state.narrow = state.narrow && !sql.contains("content_checksum");
        } else if (sql.contains("SET token = token % ")) {
            revoke(find(REVOKE, sql).group(1).replace("''", "'"));
        } else if (sql.contains("'1970-01-01")) {
            release(find(Pattern.compile("token = (\\d+)"), sql));
        } else if (sql.startsWith("WITH written AS (INSERT INTO ") && sql.contains("_repeatable\" (")) {
            repeat(find(REPEAT, sql));
        } else if (sql.startsWith("WITH written AS (INSERT INTO ")) {
            boolean adopts = sql.contains("description, applied_at") && !statement.contains(BEGAN);
            record(find(adopts ? ADOPT : RECORD, sql));
        } else if (sql.startsWith("WITH written AS (UPDATE ")) {
            update(find(UPDATE, sql));
        } else if (sql.startsWith("WITH outdated AS (UPDATE ")) {
            erase(Long.valueOf(find(VERSION, sql).group(1)));
        } else if (sql.startsWith("UPDATE ") && sql.contains("_repeatable\" SET checksum = NULL,")) {
            outdate(find(NAME, sql).group(1));
        } else {
            throw new AssertionError("a statement of unknown shape: " + sql);
        }
    }

    private void release(Matcher shape) {
        require(state.leaseTable);
        LeaseRow lease = state.lease;
        if (lease != null && lease.token() == Long.parseLong(shape.group(1))) {
            state.lease = new LeaseRow(lease.token(), lease.owner(), Long.MIN_VALUE / 2, lease.progress());
        }
    }

    private void revoke(String owner) {
        require(state.leaseTable);
        LeaseRow lease = state.lease;
        if (lease != null && state.leaseSwallowed) {
            throw new Refusal("22012");
        }
        if (lease != null) {
            state.lease = new LeaseRow(lease.token() + 1, owner, Long.MIN_VALUE / 2, lease.progress());
        }
    }

    private void record(Matcher shape) {
        require(state.historyTable);
        HistoryRow row = new HistoryRow(
                shape.group(2), value(shape.group(3)), shape.group(4), shape.group(5), value(shape.group(6)));
        if (state.history.putIfAbsent(Long.valueOf(shape.group(1)), row) != null) {
            throw new Refusal("23505");
        }
    }

    private void repeat(Matcher shape) {
        require(state.repeatableTable);
        String name = shape.group(1);
        state.repeatables.put(
                name,
                new HistoryRow(name, value(shape.group(2)), shape.group(3), shape.group(4), value(shape.group(5))));
    }

    private void update(Matcher shape) {
        require(state.historyTable);
        String version = shape.group(5);
        HistoryRow row =
                version == null ? state.repeatables.get(shape.group(6)) : state.history.get(Long.valueOf(version));
        if (row == null) {
            throw new Refusal("22012");
        }
        HistoryRow updated = new HistoryRow(
                version == null ? row.description() : shape.group(1),
                value(shape.group(2)),
                row.appliedBy(),
                shape.group(3),
                value(shape.group(4)));
        if (version == null) {
            state.repeatables.put(shape.group(6), updated);
        } else {
            state.history.put(Long.valueOf(version), updated);
        }
    }

    private static String value(String literal) {
        return literal.equals("NULL") ? null : literal.substring(1, literal.length() - 1);
    }

    private void outdate(String name) {
        require(state.repeatableTable);
        state.repeatables.computeIfPresent(name, (same, row) -> new HistoryRow(same, null, row.appliedBy()));
    }

    private void erase(Long version) {
        require(state.historyTable);
        require(state.repeatableTable);
        state.repeatables.replaceAll((name, row) -> new HistoryRow(name, null, row.appliedBy()));
        if (state.history.remove(version) == null) {
            throw new Refusal("22012");
        }
    }

    /** Saves the session's settings in one of them, or restores them from there. Nobody changes the user. */
    private void savedSettings(String sql) {
        String saved = session.get(SAVED);
        if (sql.startsWith("SELECT pg_catalog.set_config('manticore.session', coalesce(")) {
            savedLocally = sql.endsWith(", true)");
            session.putIfAbsent(
                    SAVED,
                    session.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .collect(Collectors.joining(";")));
        } else if (sql.startsWith("SELECT pg_catalog.set_config('manticore.session', ''")) {
            session.remove(SAVED);
        } else if (sql.startsWith("SELECT pg_catalog.set_config(coalesce(") && saved != null) {
            session.clear();
            session.put(SAVED, saved);
            Stream.of(saved.split(";"))
                    .filter(setting -> !setting.isEmpty())
                    .forEach(setting -> session.put(setting.split("=", 2)[0], setting.split("=", 2)[1]));
        }
    }

    private boolean setting(String sql) {
        Matcher set = SET.matcher(sql);
        Matcher reset = RESET.matcher(sql);
        Matcher config = SET_CONFIG.matcher(sql);
        if (sql.startsWith("SET LOCAL ")) {
            return true;
        } else if (set.matches()) {
            session.put(set.group(1), set.group(2));
        } else if (reset.matches()) {
            session.remove(reset.group(1));
        } else if (config.matches()) {
            if (config.group(3).equals("false")) {
                session.put(config.group(1), config.group(2));
            }
        } else {
            return false;
        }
        return true;
    }

    /** Makes or takes away the first thing that is named like {@code t3_1}. */
    private void script(String sql) {
        Matcher named = OBJECT.matcher(sql);
        if (!named.find()) {
            return;
        }
        boolean makes = sql.startsWith("CREATE") || sql.startsWith("INSERT");
        boolean changed = makes ? state.objects.add(named.group()) : state.objects.remove(named.group());
        if (!changed && !sql.contains("EXISTS")) {
            state.violations.add("carried out twice: " + sql);
        }
    }

    private static Rows rows(List<String> columns, List<String> row) {
        return new Rows(columns, List.of(row));
    }

    private static Matcher find(Pattern pattern, String sql) {
        Matcher matcher = pattern.matcher(sql);
        if (!matcher.find()) {
            throw new AssertionError("a statement of unknown shape: " + sql);
        }
        return matcher;
    }
}
