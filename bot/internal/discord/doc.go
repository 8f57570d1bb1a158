// Package discord is the narrow port between the bot and Discord. Nothing of the
// library underneath (discordgo) can be seen from outside, so that another one
// could take its place.
//
// # Tour
//
// Events come in through a [Handler], as one of the types that implement [Event]:
// [*Interaction] (commands, buttons, autocompletion, modals), [*MessageCreate],
// [*MessageUpdate], [*MessageDelete], [*Ready], [*GuildCreate], [*ThreadCreate] and
// so on. Two things feed a Handler: [Gateway.Run] (a supervised websocket per shard)
// and [Endpoint] (an http.Handler for Discord's outgoing webhooks). Which of the two
// is running makes no difference to the Handler.
//
// Actions go out through [Client]: [Client.Defer], [Client.EditReply],
// [Client.FollowUp] and their like answer an interaction by its [Ticket];
// [Client.Send], [Client.EditMessage], [Client.StartThread] act as the bot in a
// channel. What is sent is a [Post]; its components are [Row], [Button], [Select],
// [Text], [Container], [Section] and [Separator].
//
// A refusal by Discord is an [*Error]; compare it with errors.Is and a [Code]:
//
//	if errors.Is(err, discord.UnknownInteraction) { … }
//
// # Invariants
//
//   - Every message and every edit that leaves says allowed_mentions none and, when
//     it has no embeds, asks for link previews to be left out. There is no way to
//     build a Post that does otherwise.
//   - An edit replaces the whole message: text, components, embeds and files.
//   - A request that may have been carried out is never repeated unless repeating it
//     cannot do the thing twice: GET, PUT, PATCH and DELETE; a channel message, which
//     always bears a nonce that Discord enforces; an acknowledgement, which Discord
//     takes once; a thread on a message, of which there is at most one.
//   - Acknowledgements and everything else under an interaction token never wait for
//     the bot's global rate limit, as Discord does not count them.
//   - Tokens and URLs are never logged and stand in no error's text.
//   - A Handler is called from a bounded number of goroutines, its panics are
//     recovered and logged, and one event id reaches it once.
//   - After Run's context ends nothing dials or identifies again.
//
// Times are wall-clock times; limits in characters count Unicode code points.
package discord
