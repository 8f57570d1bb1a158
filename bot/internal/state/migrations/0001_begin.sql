-- Moments are milliseconds since 1970 in UTC, identifiers of Discord's are decimal text, lists are JSON arrays.
CREATE TABLE server (
	id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
	language TEXT NOT NULL DEFAULT '',
	collections TEXT NOT NULL DEFAULT '[]',
	ask_roles TEXT NOT NULL DEFAULT '[]',
	manage_roles TEXT NOT NULL DEFAULT '[]',
	user_limit INTEGER NOT NULL DEFAULT 0,
	channel_limit INTEGER NOT NULL DEFAULT 0,
	server_limit INTEGER NOT NULL DEFAULT 0,
	store_questions TEXT NOT NULL DEFAULT '' CHECK (store_questions IN ('', 'none', 'gaps', 'all')),
	retention_days INTEGER NOT NULL DEFAULT 0,
	dms INTEGER NOT NULL DEFAULT 0,
	removed INTEGER NOT NULL DEFAULT 0 -- when the bot was removed from it, 0 while it is in
) STRICT, WITHOUT ROWID;

CREATE TABLE channel (
	server TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
	id TEXT NOT NULL CHECK (id <> ''),
	mode TEXT NOT NULL CHECK (mode IN ('', 'commands', 'named', 'every')),
	collections TEXT NOT NULL,
	PRIMARY KEY (server, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE dm (
	user TEXT NOT NULL CHECK (user <> ''),
	server TEXT NOT NULL,
	collection TEXT NOT NULL,
	PRIMARY KEY (user, server, collection)
) STRICT, WITHOUT ROWID;
CREATE INDEX dm_server ON dm (server);

CREATE TABLE answer (
	id TEXT PRIMARY KEY NOT NULL,
	server TEXT NOT NULL, -- '' in a direct message
	channel TEXT NOT NULL,
	asker TEXT NOT NULL,
	made INTEGER NOT NULL,
	asked TEXT NOT NULL, -- JSON of all that holds words of the question; '' where it was not kept
	likeness TEXT NOT NULL, -- equal for like questions; '' where the question was not kept
	unanswered INTEGER NOT NULL,
	body TEXT NOT NULL, -- JSON of the answer, without words of the question
	why TEXT NOT NULL, -- JSON of how it came about, without words of the question
	collections TEXT NOT NULL,
	private INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_server ON answer (server, made);
CREATE INDEX answer_asker ON answer (asker, channel, made);

CREATE TABLE message (
	id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
	channel TEXT NOT NULL,
	answer TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
	role TEXT NOT NULL CHECK (role IN ('asked', 'sent'))
) STRICT;
CREATE INDEX message_answer ON message (answer);

CREATE TABLE turn (
	id INTEGER PRIMARY KEY,
	server TEXT NOT NULL,
	channel TEXT NOT NULL,
	user TEXT NOT NULL, -- '' where all who write in the channel share one conversation
	asker TEXT NOT NULL,
	answer TEXT NOT NULL,
	made INTEGER NOT NULL,
	body TEXT NOT NULL
) STRICT;
CREATE INDEX turn_talk ON turn (server, channel, user, id);
CREATE INDEX turn_asker ON turn (asker);
CREATE INDEX turn_answer ON turn (answer);
CREATE INDEX turn_made ON turn (made);

CREATE TABLE feedback (
	answer TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE,
	user TEXT NOT NULL CHECK (user <> ''),
	up INTEGER NOT NULL,
	reason TEXT NOT NULL,
	made INTEGER NOT NULL,
	PRIMARY KEY (answer, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_user ON feedback (user);

CREATE TABLE note (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	server TEXT NOT NULL,
	channel TEXT NOT NULL,
	user TEXT NOT NULL,
	answer TEXT NOT NULL,
	body TEXT NOT NULL,
	made INTEGER NOT NULL
) STRICT;
CREATE INDEX note_server ON note (server, id);
CREATE INDEX note_user ON note (user);
CREATE UNIQUE INDEX note_once ON note (answer, user) WHERE answer <> '';

CREATE TABLE audit (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	server TEXT NOT NULL, -- '' for what concerns no server
	channel TEXT NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	detail TEXT NOT NULL,
	made INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_server ON audit (server, id);
CREATE INDEX audit_made ON audit (made);
CREATE TRIGGER audit_append_only BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'the audit log is append only');
END;

CREATE TABLE once (
	key TEXT PRIMARY KEY NOT NULL,
	made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX once_made ON once (made);

CREATE TABLE registration (
	scope TEXT PRIMARY KEY NOT NULL,
	hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
