// Package state keeps what the bot has to remember between two events and over a restart, in one SQLite file: settings
// of servers and channels, answers with the messages that show them, conversations, feedback, notes, the audit log, and
// which actions were done already. A Store is the whole of it; Open makes or opens its file.
//
//	settings      Server, Channel, Pair (what a person may ask in direct messages)
//	answers       Answer, Message, Turn, Quoted (documents that they are taken back with)
//	what is said  Feedback, Gap, Note, Entry (of the audit log)
//	run once      Store.Once, Store.Registration
//	going away    Store.Forget (a person), Store.Purge (a server), Store.Sweep (what is too old)
//
// These hold at any time:
//
//   - Words of a question are in the file only where the server's Keep allows it. The Store sees to that itself: a caller
//     hands it every question. Narrowing the setting removes what it no longer allows.
//   - Everything has a bound: texts of people are cut at a length, lists are refused beyond a LimitError, and Sweep removes
//     rows beyond a count or an age.
//   - A change is in whole or not at all, also when the process is killed. After a power cut the last moments may be
//     missing, never a part of a change (WAL with synchronous=NORMAL).
//   - A query names its server, and no row of another one has any influence on the result, except for Answer and
//     AnswerOf: who may see an answer is for the caller to decide, by its Server, Private and Collections.
//
// On disk: a file of mode 0600, beside it -wal and -shm while it is open. Its application_id is "Dali", its user_version
// is the number of the last migration, out of migrations/. Moments are Unix milliseconds in UTC. What is deleted is
// overwritten (secure_delete): at once by Forget, Purge and a narrowed Keep, else in the -wal file with the next Sweep.
package state
