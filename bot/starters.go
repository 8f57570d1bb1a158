package bot

import "context"

// starters are questions that the documents answer.
func (b *Bot) starters(ctx context.Context, collections []string, lang string) ([]string, error) {
	return nil, ctx.Err()
}
