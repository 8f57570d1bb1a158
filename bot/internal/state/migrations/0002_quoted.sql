-- Which documents made of messages an answer holds text of: where such a message is edited or deleted, or closed to those who
-- read the answer, the answer is taken back.
CREATE TABLE quoted (
	answer TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
	collection TEXT NOT NULL,
	doc TEXT NOT NULL,
	hash TEXT NOT NULL, -- of the document's text when the answer was last held against it
	PRIMARY KEY (answer, collection, doc)
) STRICT, WITHOUT ROWID;
CREATE INDEX quoted_doc ON quoted (collection, doc);
