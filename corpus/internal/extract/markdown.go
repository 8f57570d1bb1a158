package extract

import "context"

type markdown struct{}

func (markdown) Extract(ctx context.Context, text string, h Hints) (Page, error) {
	return plainText{}.Extract(ctx, text, h)
}

type webPage struct{}

func (webPage) Extract(ctx context.Context, text string, h Hints) (Page, error) {
	return plainText{}.Extract(ctx, text, h)
}
