CREATE TABLE items (
    id bigint PRIMARY KEY,
    pieces integer,
    code varchar(10),
    price numeric(10,2),
    note text
);
