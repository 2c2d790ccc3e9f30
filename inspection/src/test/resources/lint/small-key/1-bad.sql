CREATE TABLE invoices (id serial PRIMARY KEY, note text);
