package qa

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/analysis"
	"github.com/dalil-bot/dalil/corpus/names"
	"github.com/dalil-bot/dalil/corpus/terms"
	"github.com/dalil-bot/dalil/corpus/values"
)

// A view is a passage prepared for reading: its words with what can be known of them before there is a question. Token
// offsets are relative to the passage, not to the document.
type view struct {
	doc   *corpus.Document
	span  corpus.Span // of the passage, in the document
	lang  string
	text  *terms.Text
	words []word
	sents []sentence
	about []analysis.Term // terms of the title and the heading above it, in both fields
	once  sync.Once
	found finds
}

// finds are the spans of a passage that a pattern recognises.
type finds struct {
	values []values.Value
	when   []string // by value: what a relative date means; see view.when
	people []names.Mention
	bodies []names.Mention
	proper []names.Mention
}

// A word is a token of a passage as the reader sees it.
type word struct {
	grams   grams
	stop    bool
	upper   bool // begins with a capital letter
	symbol  bool // a number or another token that is no word
	cut     bool // punctuation stands between the word before and this one
	hard    bool // and it ends a clause: ; : ( ) – or a quotation mark
	colon   bool // a colon stands before it, behind which an enumeration may begin
	wa      bool // Arabic with a conjunction in front
	article bool // Arabic with the article in front
}

// A sentence is a range of the words of a view.
type sentence struct {
	span     corpus.Span // in the passage
	from, to int         // words [from, to)
	told     int         // the first word behind the dateline, from where there is none; no answer lies before it
}

// newView prepares a passage.
func newView(doc *corpus.Document, n int) *view {
	p := doc.Passages[n]
	v := &view{doc: doc, span: p.Span, lang: p.Lang, text: terms.Analyze(p.Of(doc.Text), p.Lang)}
	v.words = make([]word, len(v.text.Tokens))
	analyser := analysis.For(p.Lang)
	end := 0
	for i, token := range v.text.Tokens {
		v.words[i] = v.word(token, analyser)
		gap := v.text.Source[end:token.Start]
		v.words[i].cut, v.words[i].hard = punctuation(gap)
		v.words[i].colon = strings.Contains(gap, ":")
		end = token.End
	}
	v.conjunctions()
	v.about = about(doc, p)
	at := 0
	for _, s := range p.Sentences {
		inner := corpus.Span{Start: s.Start - p.Start, End: s.End - p.Start}
		for at < len(v.text.Tokens) && v.text.Tokens[at].Start < inner.Start {
			at++
		}
		from := at
		for at < len(v.text.Tokens) && v.text.Tokens[at].End <= inner.End {
			at++
		}
		v.sents = append(v.sents, sentence{inner, from, at, v.behindDateline(inner, from, at)})
	}
	return v
}

// behindDateline returns the first of the words [from, to) of a sentence that is not part of an agency's dateline.
func (v *view) behindDateline(span corpus.Span, from, to int) int {
	end := span.Start + values.Dateline(span.Of(v.text.Source))
	for from < to && v.text.Tokens[from].Start < end {
		from++
	}
	return from
}

// about returns the terms of what stands above a passage.
func about(doc *corpus.Document, p corpus.Passage) []analysis.Term {
	text := doc.Title
	if p.Heading.Len() > 0 && p.Heading.Of(doc.Text) != doc.Title {
		text += "\n" + p.Heading.Of(doc.Text)
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	t := terms.Analyze(text, doc.Lang)
	return append(t.Own, t.Shared...)
}

func (v *view) word(token analysis.Token, analyser *analysis.Analyzer) word {
	first, _ := utf8.DecodeRuneInString(token.Of(v.text.Source))
	w := word{
		grams:  gramsOf(token.Fold),
		stop:   analyser.Stop(token.Fold),
		upper:  unicode.IsUpper(first),
		symbol: token.Kind != analysis.Word,
	}
	if v.lang == "ar" {
		w.article = strings.HasPrefix(strings.TrimPrefix(token.Fold, wa), "ال")
	}
	return w
}

// wa is the Arabic conjunction that is written together with the word behind it.
const wa = "و"

// conjunctions marks the Arabic words that begin with one: those of which the analyser gives a reading without it. It gives none
// for words such as وزارة, to which the letter belongs.
func (v *view) conjunctions() {
	if v.lang != "ar" {
		return
	}
	for _, t := range v.text.Own {
		rest, ok := strings.CutPrefix(v.text.Tokens[t.Token].Fold, wa)
		if ok && strings.HasPrefix(t.Text, wa) == strings.HasPrefix(rest, wa) && !strings.HasPrefix(t.Text, wa+wa) {
			v.words[t.Token].wa = true
		}
	}
}

// punctuation reports whether the text between two words holds any, and whether it ends a clause.
func punctuation(gap string) (cut, hard bool) {
	for _, r := range gap {
		switch {
		case strings.ContainsRune(`;:()[]{}–—"“”«»؛`, r):
			return true, true
		case unicode.IsPunct(r) && !strings.ContainsRune(`-'’‐‑/&%.`, r):
			cut = true
		}
	}
	return cut, false
}

// finds returns what patterns recognise in the passage.
func (v *view) finds() *finds {
	v.once.Do(func() {
		text, tokens := v.text.Source, v.text.Tokens
		v.found = finds{
			values: values.Find(text, tokens, v.lang),
			people: names.People(text, tokens, v.lang),
			bodies: names.Organisations(text, tokens, v.lang),
			proper: names.ProperNouns(text, tokens),
		}
		v.found.when = v.when(v.found.values)
	})
	return &v.found
}

// quote returns the span of words [from, to) in the document, without a conjunction that is written together with the first.
func (v *view) quote(from, to int) corpus.Span {
	start := v.text.Tokens[from].Start
	if v.words[from].wa && strings.HasPrefix(v.text.Source[start:], wa) {
		start += len(wa)
	}
	return corpus.Span{Start: v.span.Start + start, End: v.span.Start + v.text.Tokens[to-1].End}
}

// inDocument returns a span of the passage as one of the document.
func (v *view) inDocument(s corpus.Span) corpus.Span {
	return corpus.Span{Start: v.span.Start + s.Start, End: v.span.Start + s.End}
}
