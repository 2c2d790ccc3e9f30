CREATE TABLE visits (id bigint, day date) PARTITION BY RANGE (day);
