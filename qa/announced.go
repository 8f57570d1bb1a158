package qa

import (
	"math"
	"strings"
)

// longestAnnounced is how many words a member of an announced enumeration may have: it needs no commas around it to be seen.
const longestAnnounced = 16

// announcers stand between what is enumerated and its members: "the symptoms include fever, …". Behind copulas a predicate stands
// more often ("the islands were sold and bought back"): there it takes a comma and a conjunction to be an enumeration.
var (
	announcers = words(`include includes included including namely تشمل يشمل شملت تضم يضم منها ومنها كالتالي التاليه`)
	copulas    = words(`are were هي هم هما وهي وهم`)
)

// farAnnouncer is how many words may stand between the noun and what announces its members.
const farAnnouncer = 8

// announced returns the enumeration that the noun asked for announces in a line, nil where there is none: "the four conditions
// are: …". Its members reach to the end of the sentence.
func (l *Line) announced(in *Inquiry) *run {
	for i := l.from; i < l.to; i++ {
		if unit := l.match[i].unit; unit < 0 || !in.units[unit].focus {
			continue
		}
		for j := i + 1; j < l.to && j <= i+farAnnouncer; j++ {
			if r := l.announcedAt(j); r != nil {
				return r
			}
		}
	}
	return nil
}

// announcedAt returns the enumeration that word j announces, or a colon before it.
func (l *Line) announcedAt(j int) *run {
	fold := l.text.Tokens[j].Fold
	switch {
	case l.words[j].colon && !(l.words[j].symbol && l.words[j-1].symbol): // no time of day
		if r := l.announcedFrom(j); r != nil && (len(r.parts) > 2 || l.joinsLast(r.parts)) {
			return r
		}
	case j+1 == l.to || l.words[j+1].colon:
	case announcers[fold]:
		if r := l.announcedFrom(j + 1); r != nil && l.joinsLast(r.parts) {
			return r
		}
	case copulas[fold]:
		r, next := l.announcedFrom(j+1), l.text.Tokens[j+1].Fold
		if r != nil && len(r.parts) > 2 && l.joinsLast(r.parts) && !(strings.HasSuffix(next, "ed") && len(next) > len("red")) {
			return r
		}
	}
	return nil
}

// announcedFrom returns the members from word i on, nil where there is one only or one is too long.
func (l *Line) announcedFrom(i int) *run {
	var parts [][2]int
	ends := l.ends(i)
	for at := i; at < l.to; {
		end := at + 1
		for end < l.to && !ends(end) {
			end++
		}
		if end-at > longestAnnounced {
			return nil
		}
		parts = append(parts, [2]int{at, end})
		at = end
	}
	var out [][2]int
	for _, p := range parts {
		for p[0] < p[1] && isAnd(l.text.Tokens[p[0]].Fold) {
			p[0]++
		}
		if p[1] > p[0] {
			out = append(out, p)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return &run{line: l, parts: out}
}

// joinsLast reports whether a conjunction stands before the last member.
func (l *Line) joinsLast(parts [][2]int) bool {
	at := parts[len(parts)-1][0]
	return l.joinsWith(at) || l.joinsWith(at-1)
}

// ends returns what begins a member behind the first. Where there are commas, a conjunction elsewhere is part of a member, but
// for the last member's, where the last comma has none behind it.
func (l *Line) ends(from int) func(int) bool {
	commas, last := 0, -1
	for i := from + 1; i < l.to; i++ {
		if l.words[i].cut {
			commas, last = commas+1, i
		}
	}
	return func(i int) bool {
		switch {
		case l.words[i].cut:
			return true
		case !l.joinsWith(i):
			return false
		case commas == 0:
			return true
		}
		return i > last && !l.joinsWith(last)
	}
}

// leastAnnounced is the share of the probability of all that lies in a line from which an announced enumeration in it is the answer.
const leastAnnounced = 0.1

// announcement returns the enumeration that is announced in the line in which the reader sees most of the answer, nil where it
// sees little of it in any such line.
func (c *composer) announcement(found []Candidate) *run {
	if c.in.focus < 0 {
		return nil
	}
	mass := map[*Line]float64{}
	for _, x := range found {
		mass[x.Line] += math.Exp(x.Score)
	}
	var best *run
	most := leastAnnounced
	for i := range found {
		if l := found[i].Line; mass[l] > most {
			if r := l.announced(c.in); r != nil && (c.in.Count == 0 || len(r.parts) == c.in.Count) {
				best, most = r, mass[l]
			}
		}
	}
	return best
}
