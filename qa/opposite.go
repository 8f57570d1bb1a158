package qa

import "strings"

// An opposition is two lists of words that say the opposite of each other, forms of both languages among them.
type opposition [2]map[string]bool

// oppositions hold pairs that news is told in. A word belongs to one side of one pair, and to no sentence that says neither.
var oppositions = []opposition{
	{
		words(`up rise rises rose risen rising higher increase increases increased grew grown climbed climbs ارتفع ارتفعت يرتفع ترتفع زاد زادت ازداد طلع طلعت
			ارتفاع زياده اعلي`),
		words(`down fall falls fell fallen falling lower decrease decreases decreased drop drops dropped decline declined shrank انخفض انخفضت ينخفض تنخفض تراجع
			تراجعت نزل نزلت هبط هبطت انخفاض هبوط ادني`),
	}, {
		words(`convict convicted sentence sentenced jailed imprisoned guilty ادين ادينت ادان ادانت سجن السجن حكم حوكم`),
		words(`acquit acquitted cleared exonerated innocent براه برات برا براءه تبرئه`),
	}, {
		words(`approve approved approves accept accepted accepts agreed backed pass passed وافق وافقت قبل قبلت اقر اقرت`),
		words(`reject rejected rejects refused opposed defeated blocked vetoed رفض رفضت عارض عارضت اسقط`),
	}, {
		words(`allow allowed allows permitted يسمح مسموح سمح يجوز`),
		words(`ban banned bans forbidden prohibited barred يمنع ممنوع يحظر محظور منع حظر`),
	}, {
		words(`won wins win victory فاز فازت ربح ربحت كسب`),
		words(`lost loses lose defeat خسر خسرت`),
	}, {
		words(`open opened reopened فتح مفتوح افتتح`),
		words(`close closes closed shut مغلق اغلق مقفول`),
	},
}

// sideOf returns on which side of an opposition a word stands: 1, -1, or 0 for neither.
func (o opposition) sideOf(fold string) int {
	for side, sign := range []int{1, -1} {
		for _, form := range bareForms(fold) {
			if o[side][form] || o[side][strings.TrimSuffix(form, "ت")] || o[side][strings.TrimSuffix(form, "وا")] {
				return sign
			}
		}
	}
	return 0
}

// sidesIn returns which units of the question stand in an opposition that the line speaks in too, and whether the line is on the
// other side of it. See said for a line that speaks in both ways.
func (in *Inquiry) sidesIn(l *Line) (sides []bool, opposed bool) {
	sides = make([]bool, len(in.units))
	for _, o := range oppositions {
		asked := 0
		mine := make([]bool, len(in.units))
		for n, u := range in.units {
			if side := o.sideOf(u.fold); side != 0 {
				asked, mine[n] = side, true
			}
		}
		if asked == 0 {
			continue
		}
		if said := o.said(l, mine); said != 0 {
			opposed = opposed != (said != asked)
			for n := range mine {
				sides[n] = sides[n] || mine[n]
			}
		}
	}
	for i := l.from; i < l.to; i++ {
		if m := l.match[i]; m.unit >= 0 && l.text.Tokens[i].Fold == "un"+in.units[m.unit].fold {
			opposed = !opposed
		}
	}
	return sides, opposed
}

// said returns the side on which a line stands, 0 for neither: the one nearest to which most words of the question stand. mine
// are the units that stand in the opposition themselves.
func (o opposition) said(l *Line, mine []bool) int {
	signs := make([]int, l.to-l.from)
	first := 0
	for i := range signs {
		signs[i] = o.sideOf(l.text.Tokens[l.from+i].Fold)
		if first == 0 {
			first = signs[i]
		}
	}
	sum := 0
	for i := range signs {
		if m := l.match[l.from+i]; m.unit >= 0 && !mine[m.unit] {
			sum += nearestSign(signs, i)
		}
	}
	switch {
	case sum > 0:
		return 1
	case sum < 0:
		return -1
	}
	return first
}

// nearestSign returns the sign nearest to a place, the one behind it first; 0 where there is none.
func nearestSign(signs []int, at int) int {
	for gap := range signs {
		for _, i := range []int{at + gap, at - gap} {
			if i >= 0 && i < len(signs) && signs[i] != 0 {
				return signs[i]
			}
		}
	}
	return 0
}
