package discord_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// What a bot does with one question, and what people see of it.
func TestConversation(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		ctx := t.Context()
		ticket := r.ask()
		if err := r.client.Defer(ctx, ticket, true); err != nil {
			t.Fatal(err)
		}
		post := discord.Post{Text: "Because.", Components: []discord.Component{discord.Row{Items: []discord.Component{
			discord.Button{ID: "ctx:1", Label: "Show in context"}, discord.Button{ID: "up:1", Emoji: "👍"}}}}}
		m, err := r.client.EditReply(ctx, ticket, post)
		if err != nil {
			t.Fatal(err)
		}
		if m.Content != "Because." || m.Flags&discord.FlagEphemeral == 0 {
			t.Errorf("edited message: %+v", m)
		}
		if _, err := r.client.FollowUp(ctx, ticket, discord.Post{Components: []discord.Component{
			discord.Container{Items: []discord.Component{discord.Text("A quote.")}}}, Private: true}); err != nil {
			t.Fatal(err)
		}
		want := "thinking privately\nedit privately\n\tBecause.\n\t[Show in context] [👍]\nfollowup privately\n\t│ A quote.\n"
		if diff := cmp.Diff(want, fakediscord.Show(r.fake.TakeActions())); diff != "" {
			t.Error(diff)
		}
		if _, err := r.fake.Press(r.alice, string(m.ID), "Show in context"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		press := of[*discord.Interaction](r)[1]
		if press.Press.ID != "ctx:1" || press.Message.ID != m.ID || press.User.Username != "alice" {
			t.Errorf("press: %+v", press)
		}
		if err := r.client.Update(ctx, press.Ticket, discord.Post{Text: "In context."}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("update privately\n\tIn context.\n", fakediscord.Show(r.fake.TakeActions())); diff != "" {
			t.Error(diff)
		}
		r.clean()
	})
}

func TestReplyGivesMessage(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		m, err := r.client.Reply(t.Context(), r.ask(), discord.Post{Text: "now", Embeds: []discord.Embed{{Title: "t"}}})
		if err != nil || m.ID == "" || m.Content != "now" {
			t.Fatalf("%+v, %v", m, err)
		}
		r.clean()
	})
}

func TestModalAndSuggestions(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		ctx := t.Context()
		opened := r.ask()
		modal := discord.Modal{ID: "why", Title: "What was wrong?", Fields: []discord.Field{{ID: "reason", Label: "Reason", Long: true}}}
		if err := r.client.OpenModal(ctx, opened, modal); err != nil {
			t.Fatal(err)
		}
		if _, err := r.fake.Submit(r.alice, string(opened.ID), map[string]string{"reason": "too old"}); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		sent := of[*discord.Interaction](r)[1]
		if sent.Modal.ID != "why" || sent.Modal.Text("reason") != "too old" {
			t.Errorf("modal: %+v", sent.Modal)
		}
		r.fake.Complete(r.alice, r.general, "ask", fakediscord.Args{"count": 7}, "count")
		synctest.Wait()
		typed := of[*discord.Interaction](r)[2]
		focus, ok := typed.Command.Focused()
		if !ok || focus.Int() != 7 || focus.Text() != "7" {
			t.Errorf("focused option: %+v", focus)
		}
		for _, choices := range [][]discord.Choice{nil, {{Name: "seven", Value: 7}}} {
			if err := r.client.Suggest(ctx, typed.Ticket, choices); err != nil && !errors.Is(err, discord.AlreadyAnswered) {
				t.Error(err)
			}
		}
	})
}

func TestChannelActions(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		ctx, general := t.Context(), discord.ID(r.general.ID)
		id, _ := r.fake.Say(r.alice, r.general, "<@"+r.fake.BotID()+"> why?", fakediscord.Extra{})
		synctest.Wait()
		asked := of[*discord.MessageCreate](r)[0]
		if !asked.MentionsUser(discord.ID(r.fake.BotID())) || !asked.ByPerson() {
			t.Errorf("message: %+v", asked)
		}
		thread, err := r.client.StartThread(ctx, general, discord.ID(id), discord.Thread{Name: "alice: why?"})
		if err != nil {
			t.Fatal(err)
		}
		again, err := r.client.StartThread(ctx, general, discord.ID(id), discord.Thread{Name: "alice: why?"})
		if err != nil || again.ID != thread.ID {
			t.Errorf("a second thread: %+v, %v", again, err)
		}
		if err := r.client.Typing(ctx, thread.ID); err != nil {
			t.Error(err)
		}
		m, err := r.client.Send(ctx, thread.ID, discord.Post{Text: "@everyone because", Files: []discord.File{{Name: "a.md", Bytes: []byte("# long")}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.client.EditMessage(ctx, thread.ID, m.ID, discord.Post{Text: "because"}); err != nil {
			t.Error(err)
		}
		if err := r.client.React(ctx, general, discord.ID(id), "✅"); err != nil {
			t.Error(err)
		}
		for range 2 { // gone already is no error
			if err := r.client.DeleteMessage(ctx, thread.ID, m.ID); err != nil {
				t.Error(err)
			}
		}
		want := []string{"thread alice: why?", "refused 400 POST /channels/N/messages/N/threads (160004)", "typing", "send", "edit", "react ✅", "delete",
			"refused 404 DELETE /channels/N/messages/N (10008)"}
		if diff := cmp.Diff(want, kinds(r.fake.TakeActions())); diff != "" {
			t.Error(diff)
		}
		r.clean()
	})
}

func TestTypedRefusals(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		ctx := t.Context()
		hermit := r.fake.AddUser("hermit")
		hermit.NoDM = true
		dm, err := r.client.OpenDM(ctx, discord.ID(hermit.ID))
		if err != nil {
			t.Fatal(err)
		}
		ticket, late := r.ask(), r.ask()
		if err := r.client.Defer(ctx, ticket, false); err != nil {
			t.Fatal(err)
		}
		time.Sleep(4 * time.Second)
		r.guild.SetEveryone(fakediscord.ViewChannel)
		general := discord.ID(r.general.ID)
		send := func(id discord.ID) error {
			_, err := r.client.Send(ctx, id, discord.Post{Text: "a"})
			return err
		}
		_, noMember := r.client.GuildMember(ctx, discord.ID(r.guild.ID), discord.ID(hermit.ID))
		_, noMessage := r.client.EditMessage(ctx, general, "123456", discord.Post{Text: "a"})
		for _, c := range []struct {
			name string
			err  error
			want error
		}{
			{"late", r.client.Defer(ctx, late, false), discord.UnknownInteraction},
			{"no permission", send(general), discord.MissingPermission},
			{"no channel", send("123456"), discord.UnknownChannel},
			{"closed DM", send(dm.ID), discord.CannotDM},
			{"no member", noMember, discord.UnknownMember},
			{"no message", noMessage, discord.UnknownMessage},
		} {
			if !errors.Is(c.err, c.want) {
				t.Errorf("%s: %v, want %v", c.name, c.err, c.want)
			}
		}
		time.Sleep(15 * time.Minute)
		if _, err := r.client.EditReply(ctx, ticket, discord.Post{Text: "a"}); !errors.Is(err, discord.ErrExpired) {
			t.Errorf("an expired ticket: %v", err)
		}
	})
}

// Faults 9 and 10: eight edits of eight interactions take as long as one, and leave
// no bucket behind.
func TestEditsRunTogether(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		var tickets []discord.Ticket
		for range 8 {
			ticket := r.ask()
			if err := r.client.Defer(t.Context(), ticket, false); err != nil {
				t.Fatal(err)
			}
			tickets = append(tickets, ticket)
		}
		r.fake.Fail(fakediscord.Fault{Match: "PATCH", Times: -1, Delay: 200 * time.Millisecond})
		start := time.Now()
		var wait sync.WaitGroup
		for _, ticket := range tickets {
			wait.Go(func() {
				if _, err := r.client.EditReply(t.Context(), ticket, discord.Post{Text: "done"}); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if took := time.Since(start); took != 200*time.Millisecond {
			t.Errorf("eight edits took %v", took)
		}
		time.Sleep(time.Minute)
		for range 300 {
			ticket := r.ask()
			if err := r.client.Defer(t.Context(), ticket, false); err != nil {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Millisecond)
		}
		if n := r.client.Stats().Buckets; n > 260 {
			t.Errorf("%d buckets kept", n)
		}
	})
}

// Fault 11: a global limit holds every route back, but no acknowledgement.
func TestGlobalLimit(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		general := discord.ID(r.general.ID)
		ticket := r.ask()
		r.fake.Fail(fakediscord.Fault{Match: "/typing", Status: 429, RetryAfter: 1900 * time.Millisecond, Global: true})
		var wait sync.WaitGroup
		wait.Go(func() {
			if err := r.client.Typing(t.Context(), general); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		start := time.Now()
		if err := r.client.Defer(t.Context(), ticket, false); err != nil || time.Since(start) != 0 {
			t.Errorf("acknowledged after %v: %v", time.Since(start), err)
		}
		if _, err := r.client.Me(t.Context()); err != nil || time.Since(start) < 1900*time.Millisecond {
			t.Errorf("another route after %v: %v", time.Since(start), err)
		}
		wait.Wait()
	})
}

// Fault 12: a wait for a limit ends with the context, at once when it cannot fit.
func TestLimitObeysContext(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		r.fake.Fail(fakediscord.Fault{Match: "/typing", Status: 429, RetryAfter: 2500 * time.Millisecond, Times: -1})
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		start := time.Now()
		err := r.client.Typing(ctx, discord.ID(r.general.ID))
		var refused *discord.Error
		if !errors.Is(err, discord.ErrRateLimited) || !errors.As(err, &refused) || refused.RetryAfter != 2500*time.Millisecond {
			t.Errorf("error %v", err)
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("gave up after %v", took)
		}
		if err := r.client.Typing(ctx, discord.ID(r.general.ID)); !errors.Is(err, discord.ErrRateLimited) {
			t.Errorf("second: %v", err)
		}
		if n := r.client.Stats().Limited; n != 1 {
			t.Errorf("%d requests ran into the limit, want 1", n)
		}
	})
}

// Fault 13: the edge's HTML is a ban, which stops everything until it is over.
func TestEdgeBan(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		r.fake.Fail(fakediscord.Fault{Match: "/typing", Status: 429, RetryAfter: time.Minute, HTML: true})
		err := r.client.Typing(t.Context(), discord.ID(r.general.ID))
		var ban *discord.BanError
		if !errors.As(err, &ban) || time.Until(ban.Until) != time.Minute {
			t.Fatalf("error %v", err)
		}
		before := r.fake.Requests()
		if _, err := r.client.Me(t.Context()); !errors.Is(err, discord.ErrBanned) {
			t.Errorf("during the ban: %v", err)
		}
		if n := r.fake.Requests() - before; n != 0 {
			t.Errorf("%d requests during the ban", n)
		}
		time.Sleep(time.Minute)
		if _, err := r.client.Me(t.Context()); err != nil {
			t.Errorf("after the ban: %v", err)
		}
	})
}

// A hundred messages in two channels at once all arrive, and few run into a limit.
func TestLimitsUnderLoad(t *testing.T) {
	bubble(t, fakediscord.Settings{RouteLimits: true}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		var wait sync.WaitGroup
		for n := range 100 {
			channel := r.general
			if n%2 == 1 {
				channel = r.fake.DM(r.alice)
			}
			wait.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
				defer cancel()
				if _, err := r.client.Send(ctx, discord.ID(channel.ID), discord.Post{Text: "x"}); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		s := r.client.Stats()
		if sent := len(r.fake.Actions()); sent != 100 || s.Limited > 30 {
			t.Errorf("%d sent, %d limits met", sent, s.Limited)
		}
		t.Logf("%d requests, %d limits met", s.Requests, s.Limited)
		r.clean()
	})
}

// The gate keeps under fifty a second; acknowledgements do not stand behind it.
func TestGate(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		ticket := r.ask()
		var wait sync.WaitGroup
		for range 300 {
			wait.Go(func() {
				if _, err := r.client.Me(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		start := time.Now()
		if err := r.client.Defer(t.Context(), ticket, false); err != nil || time.Since(start) != 0 {
			t.Errorf("acknowledged after %v: %v", time.Since(start), err)
		}
		wait.Wait()
		if r.client.Stats().GlobalLimits != 0 {
			t.Error("the global limit was run into")
		}
		r.clean()
	})
}

func TestFetch(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		file := r.fake.Upload("a.txt", "text/plain", []byte(strings.Repeat("a", 1000)))
		r.fake.Slash(r.alice, r.general, "dalil add", fakediscord.Args{"file": file})
		synctest.Wait()
		c := of[*discord.Interaction](r)[0].Command
		if diff := cmp.Diff([]string{"dalil", "add"}, c.Path); diff != "" {
			t.Error(diff)
		}
		a, ok := c.Attachment("file")
		if !ok || a.Filename != "a.txt" {
			t.Fatalf("attachment %+v", a)
		}
		if raw, err := r.client.Fetch(t.Context(), a, 1000); err != nil || len(raw) != 1000 {
			t.Errorf("%d bytes, %v", len(raw), err)
		}
		liar := a
		liar.Size = 10
		if _, err := r.client.Fetch(t.Context(), liar, 999); !errors.Is(err, discord.ErrTooLarge) {
			t.Errorf("a lie about the size: %v", err)
		}
		for _, u := range []string{"https://evil.example/a", "http://cdn.discordapp.com/a", "https://cdn.discordapp.com:8443/a",
			"https://cdn.discordapp.com@evil.example/a", "file:///etc/passwd", "https://discord.com/api/v10/users/@me"} {
			if _, err := r.client.Fetch(t.Context(), discord.Attachment{URL: u}, 10); !errors.Is(err, discord.ErrForeignHost) {
				t.Errorf("%s: %v", u, err)
			}
		}
		var refused *discord.Error
		gone := discord.Attachment{URL: "https://cdn.discordapp.com/attachments/1"}
		if _, err := r.client.Fetch(t.Context(), gone, 10); !errors.As(err, &refused) || refused.Status != http.StatusNotFound {
			t.Errorf("a link that expired: %v", err)
		}
		r.clean()
	})
}

func TestRegisterCommands(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		needs := discord.ManageGuild
		specs := []discord.CommandSpec{
			{Kind: discord.Slash, Name: "ask", Description: "Ask", Names: map[string]string{"ar": "اسأل"},
				Contexts: []discord.Context{discord.InGuild, discord.InBotDM},
				Options:  []discord.OptionSpec{{Type: discord.StringOption, Name: "question", Description: "What", Required: true}}},
			{Kind: discord.Slash, Name: "dalil", Description: "Manage", Needs: &needs, Options: []discord.OptionSpec{
				{Type: discord.SubCommand, Name: "status", Description: "How it is"}}},
			{Kind: discord.MessageCommand, Name: "Ask about this"},
		}
		app := discord.ID(r.fake.BotID())
		got, stripped, err := r.client.RegisterCommands(t.Context(), app, discord.ID(r.guild.ID), specs)
		if err != nil || stripped || len(got) != 3 || got[0].ID == "" {
			t.Fatalf("%+v, %v, %v", got, stripped, err)
		}
		kept, err := r.client.Commands(t.Context(), app, discord.ID(r.guild.ID))
		if diff := cmp.Diff(got, kept); diff != "" || err != nil {
			t.Error(diff, err)
		}
		one, _ := discord.CommandHash(specs)
		two, _ := discord.CommandHash(discord.WithoutLocales(specs, "ar"))
		if one == two || specs[0].Names["ar"] == "" {
			t.Error("stripping locales changed nothing, or its input")
		}
		r.clean()
	})
}

func TestPermissionsOf(t *testing.T) {
	bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
		mods := r.guild.AddRole("mods", fakediscord.ManageServer)
		r.guild.AddMember(r.alice, mods)
		r.general.Overwrite(r.guild.ID, 0, fakediscord.SendMessages)
		r.general.Overwrite(r.alice.ID, fakediscord.SendMessages, fakediscord.AddReactions)
		thread := r.fake.OpenThread(r.alice, r.general, "talk", "")
		for _, channel := range []string{r.general.ID, thread.ID} {
			p, err := r.client.PermissionsOf(t.Context(), discord.ID(channel), discord.ID(r.alice.ID))
			if err != nil || !p.Has(discord.ManageGuild|discord.SendMessages) || p.Has(discord.AddReactions) {
				t.Errorf("alice: %v, %v", p, err)
			}
			p, err = r.client.PermissionsOf(t.Context(), discord.ID(channel), discord.ID(r.fake.BotID()))
			if err != nil || p.Missing(discord.SendMessages|discord.ViewChannel) != discord.SendMessages {
				t.Errorf("the bot: %v, %v", p, err)
			}
		}
		app, err := r.client.Application(t.Context())
		if err != nil || app.HasMessageContent() || app.PublicKey != r.fake.PublicKey() {
			t.Errorf("%+v, %v", app, err)
		}
	})
}
