// Package reply turns what qa found into messages for Discord. It does no I/O and keeps no state: the same values give the
// same messages, byte for byte.
//
// A tour. [For] gives the [Wording] of a language, and its methods give messages ([discord.Post]): [Wording.Answer] for
// answers and refusals, [Wording.Context] for a quote in its paragraph, [Wording.Evidence], [Wording.Why],
// [Wording.Search], [Wording.Sources], [Wording.Help] for what is behind buttons and commands, [Wording.Status],
// [Wording.Gaps], [Wording.Audit] for managers and [Wording.Notice] for single sentences such as errors. [ID] is what a
// button carries. [Commands] are the commands in all languages. A language is added by writing a file such as arabic.go
// and naming it in wordings.
//
// # Plain text, neither embeds nor components of the second version
//
// Replies are markdown in the message itself, with rows of buttons under it. On a phone an embed is a narrow box in a
// smaller type, is hidden from people who turned previews off and needs a permission that servers forget. Components of
// the second version cannot be copied, searched, read in a notification or seen in the preview of a reply, and a message
// that has them can never again be edited into one that has not. Both lay out their lines by the language of the client.
// In plain text each line can have a direction of its own, so that an Arabic quote under an English answer reads from the
// right while the line with its source reads from the left. Clients differ in how they find it; lines are made such that
// they read the same in all (see aligned). A quote is a line with a bar (>), its source a small line (-#) below.
//
// # Invariants
//
//   - No message is longer than Discord takes, whatever the answer holds. Lengths are counted in UTF-16 units, of which
//     there are never fewer than of the code points that Discord's service counts.
//   - A message never ends inside a quote. A sentence that is too long for one message is shown in parts, each between
//     quotation marks of its own with an ellipsis outside them; see maxParts for the longest.
//   - What stands between quotation marks is the stored text, but for white space (one space each) and characters that
//     cannot be seen, and with the markup that sets off the answer's words.
//   - Text of documents and people is inert: markdown, mentions, emoji names, links and invitations in it show as they are
//     written. No document can steer the direction of a line: its bidirectional controls are dropped, and pieces of the
//     other direction are isolated (FSI and PDI of UAX #9).
//   - Nothing here mentions anybody; that it could not is the discord package's doing.
package reply
