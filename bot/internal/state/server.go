package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
)

// Bounds of what a server can set.
const (
	maxCollections    = 50 // of a server or of a channel
	maxCollectionName = 100
	maxRoles          = 50
	maxPerMinute      = 10_000
	maxRetention      = 3650
	maxLanguage       = 35 // bytes; the longest tag that software has to take (RFC 5646, section 4.4.1)
)

// Keep says which questions are kept in the file.
type Keep string

// What is kept of questions.
const (
	KeepNone Keep = "none" // no word of any question
	KeepGaps Keep = "gaps" // those that found no answer, or whose answer was voted down
	KeepAll  Keep = "all"  // every one
)

func (k Keep) valid() bool { return k == "" || k == KeepNone || k == KeepGaps || k == KeepAll }

// A Server is what the managers of a server set. The zero value of a field means that nothing was set: then the
// operator's default holds, which Options names for what this package obeys itself.
type Server struct {
	ID             discord.ID
	Language       string       // of answers, a BCP 47 tag; "" for the question's
	Collections    []string     // that may be asked in channels which name none themselves; sorted
	AskRoles       []discord.ID // that may ask; none for everybody; sorted
	ManageRoles    []discord.ID // that may manage, beside those with Discord's permission; sorted
	Limits         Limits
	StoreQuestions Keep
	RetentionDays  int       // of answers, feedback and notes, at most 3,650
	DMs            bool      // whether members may ask its collections in direct messages
	Removed        time.Time // when the bot was removed; zero while it is in
}

// Limits are questions a minute, at most 10,000. 0 is the operator's default.
type Limits struct {
	User    int // of one person in one server
	Channel int
	Server  int
}

const serverColumns = `id, language, collections, ask_roles, manage_roles, user_limit, channel_limit, server_limit,
	store_questions, retention_days, dms, removed`

// Server returns a server's settings: the zero settings with its ID where nothing was set.
func (s *Store) Server(ctx context.Context, id discord.ID) (Server, error) {
	v, err := server(ctx, s.read, id)
	return v, s.fail("read settings", err)
}

// Servers returns the settings of all servers that have some, those that the bot was removed from too, by ID.
func (s *Store) Servers(ctx context.Context) ([]Server, error) {
	var all []Server
	err := rows(ctx, s.read, func(r *sql.Rows) error {
		v, err := scanServer(r)
		all = append(all, v)
		return err
	}, "SELECT "+serverColumns+" FROM server ORDER BY id")
	return all, s.fail("list servers", err)
}

// UpdateServer reads a server's settings, lets f change them and writes them, with no other change in between, and
// returns them as written. Where f returns an error nothing is changed. f must not use the Store, and ID and Removed are
// not for it to change. Keeping fewer questions than before removes those that are no longer kept.
func (s *Store) UpdateServer(ctx context.Context, id discord.ID, f func(*Server) error) (Server, error) {
	var v Server
	err := s.change(ctx, "change settings", func(tx *sql.Tx) error {
		before, err := server(ctx, tx, id)
		if err != nil {
			return err
		}
		v = before
		if err := f(&v); err != nil {
			return err
		}
		v.ID, v.Removed = before.ID, before.Removed
		if err := v.normalise(); err != nil {
			return err
		}
		if err := putServer(ctx, tx, v); err != nil {
			return err
		}
		return s.keepOnly(ctx, tx, id, s.keeps(v))
	})
	if err != nil {
		return Server{}, err
	}
	return v, s.checkpoint(ctx)
}

// keeps returns what holds for a server.
func (s *Store) keeps(v Server) Keep {
	if v.StoreQuestions == "" {
		return s.options.StoreQuestions
	}
	return v.StoreQuestions
}

func (v *Server) normalise() error {
	v.Collections, v.AskRoles, v.ManageRoles = set(v.Collections), set(v.AskRoles), set(v.ManageRoles)
	if err := checkCollections(v.Collections); err != nil {
		return err
	}
	if len(v.AskRoles) > maxRoles || len(v.ManageRoles) > maxRoles {
		return &LimitError{What: "roles", Max: maxRoles}
	}
	if len(v.Language) > maxLanguage || v.Language != cut(v.Language, maxLanguage) {
		return fmt.Errorf("language %q is no language tag", cut(v.Language, maxLanguage))
	}
	for _, n := range []int{v.Limits.User, v.Limits.Channel, v.Limits.Server} {
		if n < 0 || n > maxPerMinute {
			return fmt.Errorf("a limit of %d a minute is not within 0 and %d", n, maxPerMinute)
		}
	}
	if v.RetentionDays < 0 || v.RetentionDays > maxRetention {
		return fmt.Errorf("%d days are not within 0 and %d", v.RetentionDays, maxRetention)
	}
	if !v.StoreQuestions.valid() {
		return fmt.Errorf("store_questions %q is none of none, gaps, all", v.StoreQuestions)
	}
	return nil
}

func checkCollections(names []string) error {
	if len(names) > maxCollections {
		return &LimitError{What: "collections", Max: maxCollections}
	}
	for _, name := range names {
		if name == "" || name != cut(name, maxCollectionName) {
			return fmt.Errorf("%q is no collection's name", cut(name, maxCollectionName))
		}
	}
	return nil
}

func server(ctx context.Context, q queries, id discord.ID) (Server, error) {
	v, err := scanServer(q.QueryRowContext(ctx, "SELECT "+serverColumns+" FROM server WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return Server{ID: id}, nil
	}
	return v, err
}

// scanner is a row of either kind.
type scanner interface{ Scan(...any) error }

func scanServer(r scanner) (Server, error) {
	var v Server
	var collections, ask, manage string
	var removed int64
	err := r.Scan(&v.ID, &v.Language, &collections, &ask, &manage, &v.Limits.User, &v.Limits.Channel, &v.Limits.Server,
		&v.StoreQuestions, &v.RetentionDays, &v.DMs, &removed)
	if err != nil {
		return Server{}, err
	}
	if removed != 0 {
		v.Removed = moment(removed)
	}
	var errs [3]error
	v.Collections, errs[0] = unlist[string](collections)
	v.AskRoles, errs[1] = unlist[discord.ID](ask)
	v.ManageRoles, errs[2] = unlist[discord.ID](manage)
	return v, errors.Join(errs[:]...)
}

func putServer(ctx context.Context, tx *sql.Tx, v Server) error {
	var removed int64
	if !v.Removed.IsZero() {
		removed = millis(v.Removed)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO server (`+serverColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET language = excluded.language, collections = excluded.collections,
		ask_roles = excluded.ask_roles, manage_roles = excluded.manage_roles, user_limit = excluded.user_limit,
		channel_limit = excluded.channel_limit, server_limit = excluded.server_limit,
		store_questions = excluded.store_questions, retention_days = excluded.retention_days, dms = excluded.dms,
		removed = excluded.removed`,
		v.ID, v.Language, list(v.Collections), list(v.AskRoles), list(v.ManageRoles), v.Limits.User, v.Limits.Channel,
		v.Limits.Server, v.StoreQuestions, v.RetentionDays, v.DMs, removed)
	return err
}
