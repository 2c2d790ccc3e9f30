CREATE TABLE events (id bigint, day date) PARTITION BY RANGE (day);
