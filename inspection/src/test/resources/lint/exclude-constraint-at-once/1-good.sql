CREATE TABLE stays (id bigint PRIMARY KEY, during tstzrange);
ALTER TABLE stays ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);
