// Package fakediscord is a Discord for tests: REST and gateway in one http.Server,
// which rejects what Discord rejects and remembers everything that was sent.
//
//	fake := fakediscord.New(fakediscord.Settings{})
//	defer fake.Close()
//	guild := fake.AddGuild("Newsroom")
//	general := guild.AddChannel("general", fakediscord.Text)
//	alice := fake.AddUser("alice")
//	guild.AddMember(alice)
//	// … start the bot with Transport: fake.Transport(), Dial: fake.Dial,
//	// Token: fakediscord.Token …
//	id, err := fake.Slash(alice, general, "ask", fakediscord.Args{"question": "why?"})
//	synctest.Wait()
//	fmt.Print(fakediscord.Show(fake.TakeActions()))
//
// # Tour
//
// [Server] is the whole of it. Its world is users, servers, channels, roles and
// messages (world.go). A test makes people act ([Server.Say], [Server.Slash],
// [Server.Press] and so on, events.go and interact.go), breaks things ([Server.Fail]
// for REST; [Server.Drop], [Server.Reconnect], [Server.Mute] and so on for the
// gateway, faults.go), and reads back what the bot did as [Action] values (record.go).
// [Show] prints them as a person would see them.
//
// By default the server listens in memory, on connections whose blocking
// testing/synctest understands: a New inside a bubble lets the bubble own the clock,
// so that a token's fifteen minutes cost nothing. With Options.Listener it listens on
// a real socket.
//
// # Invariants
//
//   - A request is refused for the same reasons, with the same numbers, as the
//     documents of Discord name: late or double acknowledgements, expired tickets,
//     unknown channels and messages, missing permissions, texts and components over
//     their limits, components of both versions mixed, custom ids used twice.
//   - Bodies are checked against Discord's published OpenAPI description where it can
//     be found (see [FindSpec]).
//   - Message content is blank for a bot without the intent, except in direct
//     messages, in messages that mention the bot and in its own, over the gateway and
//     REST alike.
//   - What would be accepted by Discord and still be a fault of the bot, such as a
//     message that could mention somebody, is in [Server.Problems].
package fakediscord
