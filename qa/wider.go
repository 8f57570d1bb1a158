package qa

import "strings"

// widerWithin is by how much the log-probability of a span that only an encoder proposes may stay behind the passage's best.
const widerWithin = 5

// carriers are function words that change what a span says when they stand in front of it: how many, how much, which ones,
// whether at all.
var carriers = words(`more less fewer over under about around at least most up to some than only just between all both each no not never as
	many because within without almost nearly well into from until before after since every any other
	اكثر اقل من نحو حوالي قرابه زهاء فقط بين كل جميع كلا غير لا ليس دون بدون منذ حتي قبل بعد عدم لان بسبب كافه اي اخري`)

// wider calls yield for the spans of a line that an encoder thinks nearly as likely as the passage's best, but that the
// lexical reader does not propose: those that begin with a function word which carries meaning, as "more than 70,000" does,
// and those that hold a part in brackets or quotation marks. What is yielded is the span to score in the lexical reader's
// terms, which is the same without function words at its ends, and the words [from, to) to propose.
func (p *paper) wider(in *Inquiry, l *page, yield func(core *span, from, to int)) {
	least := p.bestSpan() - widerWithin
	for from := l.told; from < l.to; from++ {
		if p.first[from] < least || !l.mayBegin(from) && !carriers[l.text.Tokens[from].Fold] {
			continue
		}
		for to := from + 1; to <= l.to && to-from <= longest; to++ {
			if p.first[from]+p.last[to-1] < least || !l.mayEnd(to-1) || l.proposes(from, to) || !l.balanced(from, to) {
				continue
			}
			if core := l.core(in, from, to); core != nil {
				yield(core, from, to)
			}
		}
	}
}

// proposes reports whether words [from, to) are a span that the lexical reader proposes.
func (p *page) proposes(from, to int) bool {
	if to-from > longest || !p.mayBegin(from) || !p.mayEnd(to-1) {
		return false
	}
	for i := from + 1; i < to; i++ {
		if p.words[i].hard {
			return false
		}
	}
	return true
}

// core returns words [from, to) without the function words at their ends as a span to score, nil where nothing is left, where
// the question said it all, where it is denied, or where it is a name or a date, to which such words add nothing.
func (p *page) core(in *Inquiry, from, to int) *span {
	if from > p.from && negations[p.text.Tokens[from-1].Fold] {
		return nil
	}
	for from < to && !p.mayBegin(from) {
		from++
	}
	for from < to && !p.mayEnd(to-1) {
		to--
	}
	s := &span{line: p, from: from, to: to}
	for i := from; i < to; i++ {
		if p.match[i].unit >= 0 {
			s.matched++
		}
		if i > from && p.words[i].cut {
			s.commas++
		}
	}
	if from == to || s.matched == to-from {
		return nil
	}
	p.relate(in, s)
	if s.id != "" && s.kind != Number && s.kind != Amount && s.kind != Duration || s.relation == relationExact && s.kind != Number {
		return nil
	}
	return s
}

// balanced reports whether words [from, to) hold brackets and quotation marks in pairs, and no end of a clause beside them.
func (p *page) balanced(from, to int) bool {
	start := p.text.Tokens[from].Start
	text := p.text.Source[start:p.text.Tokens[to-1].End]
	before := p.text.Source[p.text.Tokens[p.from].Start:start]
	quotes := strings.Count(text, `"`)
	if strings.ContainsAny(text, ";:؛") || quotes%2 != 0 || quotes > 0 && strings.Count(before, `"`)%2 != 0 {
		return false
	}
	depth := 0
	for _, r := range text {
		switch r {
		case '(', '[', '«', '“':
			depth++
		case ')', ']', '»', '”':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}
