-- towns
ALTER TABLE town ADD mayor TEXT;
