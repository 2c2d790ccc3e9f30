CREATE TABLE things (id bigint PRIMARY KEY, country text REFERENCES countries);
CREATE INDEX things_country ON things (country);
