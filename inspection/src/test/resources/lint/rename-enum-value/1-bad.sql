ALTER TYPE mood RENAME VALUE 'bad' TO 'sad';
