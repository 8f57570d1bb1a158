package reply

import (
	"strings"

	"github.com/dalil-bot/dalil/qa"
)

// english is the wording that stands in for missing ones.
var english = Wording{
	locale: "en", also: []string{"en-US", "en-GB"}, comma: ", ",
	join: func(values []string) string {
		if len(values) < 2 {
			return strings.Join(values, "")
		}
		last := len(values) - 1
		return strings.Join(values[:last], ", ") + " and " + values[last]
	},
	form: func(n int) plural {
		if n == 1 {
			return one
		}
		return other
	},
	months: [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	},
	date: "{day} {month} {year}",

	sources: counted{one: "1 source", other: "{n} sources agree"},
	says:    counted{one: "1 document says", other: "{n} documents say"},
	seconds: counted{one: "1 second", other: "{n} seconds"},

	sure: "sure", likely: "likely", unsure: "unsure",
	understood: "Understood as: {question}",
	disagree:   "{these} {answer}; {those} {other}",
	newer:      ", which is newer",
	older:      "The newest source is of {date}; things may have changed.",
	changed:    "the document has changed since",
	alsoIn:     "also in {names}",
	earlierIn:  "earlier version: {names}",
	part:       "part {i} of {n}",
	shortened:  "shortened",
	saved:      "saved {date}",

	notAnswer: "Closest passages – **not** an answer:", alsoClose: "Also close", nothingMore: "There is no more evidence.",
	refusals: map[string]string{
		qa.ReasonEmptyQuestion: "There is nothing in this question to look for. Ask it in a few more words.",
		qa.ReasonEmptyCorpus:   "There are no documents to answer from here.",
		qa.ReasonNothingFound:  "No document speaks of this.",
		qa.ReasonNoCandidate:   "The documents speak of this, but none of them says what was asked.",
		qa.ReasonUnsure:        "The documents do not say this clearly enough for an answer.",
		qa.ReasonUnverified:    "What was found no longer stands in its document. Ask again in a moment.",
	},
	notes: map[string]string{
		qa.NoteCut:     "The question is too long; only its beginning was read.",
		qa.NoteVectors: "Documents are still being prepared: some were searched by their words only.",
		"":             "Cut short: {code}",
	},

	context: "Show in context", evidence: "More evidence", remove: "Delete", share: "Share with everyone",
	tell: "Tell the managers", back: "Back", previous: "Previous", next: "Next", before: "⬆ Before", after: "⬇ After",
	moreTitle: "More evidence", page: "page {i} of {n}", thisQuote: "Quote {n}",
	quoteGone: "The document has changed: this sentence no longer stands in it.",

	places: placeWords{
		page: "p. {n}", slide: "slide {n}", row: "row {n}", sheetRow: "row {n} of {name}", chapter: "chapter {n}: {name}", message: "message",
	},
	why: whyWords{
		title: "How this answer came about", question: "Question:", notKept: "not kept", kind: "Asked for:", lang: "Language:",
		list: "a list", focus: "Of the kind:", names: "Names in it:", rule: "Rule", terms: "Terms looked for",
		passages: "Passages read", candidates: "Values considered", unknown: "Nothing more was kept about it.",
		term: "{term} in {field}: {passages}, weight {idf}", passageCount: counted{one: "1 passage", other: "{n} passages"},
		support: "support {n}",
		types: map[qa.Type]string{
			qa.Person: "a person", qa.Place: "a place", qa.Country: "a country", qa.Organisation: "an organisation",
			qa.Date: "a date", qa.Number: "a number", qa.Amount: "an amount of money", qa.Duration: "a duration",
			qa.Reason: "a reason", qa.Definition: "a definition", qa.Polar: "yes or no", qa.Choice: "one of two", qa.Thing: "a thing",
		},
	},
	pages: pageWords{
		searchTitle: "Passages with {words}", searchNothing: "No passage holds these words.",
		sourcesTitle: "What is known here", sourcesNone: "No documents may be asked here.",
		collection: "{name} · {documents}", span: "{from} – {to}", updated: "read {when}",
		documents: counted{one: "1 document", other: "{n} documents"},
		helpTitle: "Ask the documents",
		help: "I answer out of this place’s documents and show the sentences that say so, word for word. Where they do not say, I say that.\n" +
			"> **/ask** a question; it can stay between us (private)\n" +
			"> **/search** passages that hold some words\n" +
			"> **/sources** what is known here\n" +
			"> **/why** how an answer came about\n" +
			"> **/forget** deletes our conversation and your data\n" +
			"You can also name me in a message, reply to me or write to me directly, and go on asking: “and in 2019?”",
		starters: "For example", placeholder: "Ask one of these",
	},
	managing: managingWords{
		statusTitle: "Status", gapsTitle: "Questions without a good answer", gapsNone: "There are none.",
		auditTitle: "What managers did", auditNone: "Nothing yet.",
		refused: "no answer", disliked: "👎", week: "Week of {date}", notKept: "(question not kept)",
		times:  counted{one: "once", other: "{n} times"},
		told:   counted{one: "📣 1 person wants an answer", other: "📣 {n} people want an answer"},
		synced: "The documents are up to date: {added} added, {updated} updated, {removed} removed, {unchanged} unchanged.",
		unread: counted{one: "1 could not be read; whoever runs me sees why with `dalil sources`.", other: "{n} could not be read; whoever runs me sees why with `dalil sources`."},
		yes:    "yes", no: "no", none: "none", managers: "whoever may manage the server",
		limits: "{user} questions a minute of a person, {channel} in a channel, {server} in the server",
		fields: map[Field]string{
			FieldUptime: "Running since", FieldDocuments: "Documents",
			FieldAnswers:  "Answers in 7 days",
			FieldRefusals: "Refusals in 7 days", FieldGood: "👍 in 7 days", FieldBad: "👎 in 7 days", FieldChannels: "Channels",
			FieldCollections: "Collections", FieldAskers: "Who may ask", FieldManagers: "Who may manage", FieldLimits: "Limits",
			FieldLanguage: "Language", FieldMode: "Answers", FieldDirect: "Direct messages", FieldQuestions: "Questions kept",
			FieldQueue: "Waiting", FieldContent: "May read messages",
		},
	},
	forms: formWords{
		reasonTitle: "What was wrong?", reasonLabel: "What should it have said?", reasonHint: "You can leave this empty.",
		aboutTitle: "Ask about this", aboutLabel: "Your question", aboutHint: "What do you want to know?",
	},
	notices:  englishNotices,
	commands: englishCommands,
}

var englishNotices = map[Code]string{
	RateLimited:     "You ask faster than I may answer. Try again in {seconds}.",
	ServerLimited:   "Many people are asking here just now. Try again in {seconds}.",
	Busy:            "Too many questions are waiting here. Ask again in a minute.",
	NotHere:         "I am not switched on in this channel. Its managers can do that.",
	NotHereManager:  "I am not switched on in this channel. You can do that: `/dalil channels enable`.",
	CommandsOnly:    "In this channel I answer commands only: use `/ask`.",
	NotAllowed:      "You do not have a role that may ask here.",
	ManagersOnly:    "Only managers may do that.",
	OnlyInServer:    "That works only in a server.",
	NotYours:        "Only the asker and the managers may delete this.",
	TooOld:          "This answer is too old: nothing more is kept about it. Ask again for a fresh one.",
	NoDocsManager:   "There are no documents to ask here. Allow a collection with `/dalil collections allow`, or add a file with `/dalil add`. What is not offered to you is for whoever runs me to index and grant (`dalil index`, `discord.grants`).",
	NoDocuments:     "There are no documents to ask here. Managers add some with `/dalil add`.",
	EmptyQuestion:   "There is no question in this. Ask in a few words what you want to know.",
	NoCollection:    "There is no collection {name} that may be asked here.",
	BadDate:         "{name} is no date. Write a day such as 2019-05-24 or 24 May 2019, a month such as May 2019, or a year.",
	BadPeriod:       "The time you named ends before it begins.",
	NoSuchAnswer:    "I do not know which answer you mean. Use `/why` where I answered, or reply to the answer.",
	Failed:          "Something went wrong on my side. The managers can find it in the log under {ref}.",
	TimedOut:        "This took too long and was stopped. The managers can find it in the log under {ref}.",
	Shared:          "Everyone can see it now.",
	OnlyAlone:       "Not everyone in this channel may read what can be asked here. Use `/ask` with `private:True`: only you see the answer then.",
	CannotShare:     "This channel may not see the documents behind this answer.",
	Thanks:          "Thank you.",
	ThanksReason:    "Thank you. The managers will see it.",
	Told:            "Noted for the managers: they see it under `/dalil gaps`.",
	AlreadyTold:     "You have told the managers of this already.",
	CannotTell:      "Nobody can be told from here.",
	Forgotten:       "Forgotten: our conversation, your answers and your votes.",
	NothingToForget: "There was nothing to forget.",
	MentionMe:       "To go on in this thread, mention me or use `/ask`.",
	NeedsContent:    "That needs the message content intent, which I do not have. Whoever runs me can switch it on in Discord’s developer portal, and then in my settings.",
	FileTooLarge:    "{name} is too large: at most {detail}.",
	FileKind:        "I cannot read {name}. I can read: {detail}.",
	FileUnreadable:  "{name} is not what its name says, or is damaged. I did not keep it.",
	NoFile:          "There is no file in this.",
	PageUnreadable:  "I could not read {name}. Check the address, or save the page and add the file.",
	NoFetching:      "I do not fetch web pages. Save the page and add the file.",
	Added:           "{name} is added; it can be asked now.",
	Removed:         "{name} is removed; no answer uses it any more.",
	NoDocument:      "There is no document {name} here.",
	Saved:           "Saved.",
	ChannelOn:       "I answer in {channel} now.",
	ChannelEmpty:    "I answer in {channel} now, but there are no documents to ask yet. Allow a collection with `/dalil collections allow`, or add a file with `/dalil add`. What is not offered to you is for whoever runs me to index and grant (`dalil index`, `discord.grants`).",
	ChannelOff:      "I am silent in {channel} now.",
	BadLimit:        "That limit is not possible: {detail}.",
	DirectOn:        "You can ask me about this server in direct messages now.",
	DirectOff:       "In direct messages I say nothing about this server any more.",
	DirectFull:      "You can ask at most {limit} collections in direct messages. Switch one off first with `/dalil dm off`.",
	DirectNone:      "There is nothing I can answer from here. Use `/dalil dm on` in a server whose documents you want to ask.",
	DirectUnknown:   "Discord does not tell me just now whether you are still in the servers that you chose. Ask again in a minute.",
	CannotWrite:     "I may not write in {channel}, so I tell you here: its managers can allow it. `/ask` works there meanwhile.",
	DirectClosed:    "This server does not answer in direct messages.",
	AskUsage:        "Write your question behind my name, or use `/ask`.",
	Stopping:        "I am being restarted. Ask again in a minute.",
	TakenBack:       "This answer is taken back: what it quoted no longer stands where it was said. Ask again for what stands there now.",
	TakenAway:       "This answer is taken back: not everyone here may read any more what it quoted.",
}
