CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    balance NUMERIC(12, 2) NOT NULL
);

-- In the place of years of work. The number of rows is a placeholder.
INSERT INTO account
SELECT n, n / 7.0 FROM generate_series(1, ${rows}) AS n;
