-- also: duplicate-index
ALTER TABLE logins ADD PRIMARY KEY (id);
