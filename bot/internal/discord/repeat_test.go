package discord_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/bot/internal/fakediscord"
)

// Fault 14: what cannot be done twice is tried again, what can is not.
func TestRepeats(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault fakediscord.Fault
		do    func(*rig, discord.Ticket) error
		ok    bool
		tries int
		done  []string
	}{
		{"edit, 503", fakediscord.Fault{Match: "PATCH", Status: 503, Times: 2}, edit, true, 3, []string{"edit"}},
		{"edit, always 500", fakediscord.Fault{Match: "PATCH", Status: 500, Times: -1}, edit, false, 4, nil},
		{"edit, broken connection", fakediscord.Fault{Match: "PATCH", Drop: true}, edit, true, 2, []string{"edit"}},
		{"follow-up, 502", fakediscord.Fault{Match: "/webhooks/", Status: 502}, followUp, false, 1, nil},
		{"follow-up, broken after it was done", fakediscord.Fault{Match: "/webhooks/", Drop: true, After: true}, followUp, false, 1, []string{"followup"}},
		{"follow-up, limited", fakediscord.Fault{Match: "/webhooks/", Status: 429, RetryAfter: time.Second}, followUp, true, 2, []string{"followup"}},
		{"message, 502", fakediscord.Fault{Match: "/messages", Status: 502}, send, true, 2, []string{"send"}},
		{"message, broken after it was done", fakediscord.Fault{Match: "/messages", Drop: true, After: true, Times: 2}, send, true, 3, []string{"send"}},
		{"acknowledgement, broken after it was done", fakediscord.Fault{Match: "/callback", Drop: true, After: true}, acknowledge, true, 2, []string{"thinking"}},
		{"acknowledgement, 500", fakediscord.Fault{Match: "/callback", Status: 500}, acknowledge, true, 2, []string{"thinking"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, fakediscord.Settings{}, discord.GatewayOptions{}, func(t *testing.T, r *rig) {
				ticket, fresh := r.ask(), r.ask()
				if err := r.client.Defer(t.Context(), ticket, false); err != nil {
					t.Fatal(err)
				}
				if _, err := r.client.EditReply(t.Context(), ticket, discord.Post{Text: "first"}); err != nil {
					t.Fatal(err)
				}
				r.fake.TakeActions()
				if c.name[0] == 'a' {
					ticket = fresh
				}
				before := r.fake.Requests()
				r.fake.Fail(c.fault)
				if err := c.do(r, ticket); (err == nil) != c.ok {
					t.Errorf("error %v", err)
				} else if err != nil && strings.Contains(err.Error(), "ticket.") {
					t.Errorf("the error holds a token: %v", err)
				}
				if n := r.fake.Requests() - before; n != c.tries {
					t.Errorf("%d tries, want %d", n, c.tries)
				}
				var done []string
				for _, a := range r.fake.TakeActions() {
					if a.Kind != "refused" {
						done = append(done, a.Kind)
					}
				}
				if diff := cmp.Diff(c.done, done); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

func edit(r *rig, t discord.Ticket) error {
	_, err := r.client.EditReply(r.t.Context(), t, discord.Post{Text: "x"})
	return err
}

func followUp(r *rig, t discord.Ticket) error {
	_, err := r.client.FollowUp(r.t.Context(), t, discord.Post{Text: "x"})
	return err
}

func send(r *rig, _ discord.Ticket) error {
	_, err := r.client.Send(r.t.Context(), discord.ID(r.general.ID), discord.Post{Text: "x"})
	return err
}

func acknowledge(r *rig, t discord.Ticket) error { return r.client.Defer(r.t.Context(), t, false) }
