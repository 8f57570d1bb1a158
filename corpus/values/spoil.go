package values

// spoil turns numbers that are parts of names, telephone numbers, versions, sums and scores into breaks.
func spoil(items []item) []item {
	for i := range items {
		switch it := &items[i]; {
		case it.class == numberItem || it.class == dateItem:
			if partOfName(items, i) || lettersAfter(items, i) {
				it.class = breakItem
			}
		case it.punct("×") && number(items, i-1) && number(items, i+1):
			items[i-1].class, items[i+1].class = breakItem, breakItem // 1.1 × 10¹¹, a matrix
		case it.punct("+"):
			spoilPlus(items, i)
		case it.punct("/:-"):
			spoilChain(items, i)
		case it.class == wordItem && it.has(rolePlus):
			spoilSum(items, i)
		}
	}
	return items
}

// has reports whether a word has a role in any language.
func (it *item) has(k roleKind) bool {
	return it.word != nil && it.word.kinds&(1<<k) != 0
}

func number(items []item, i int) bool {
	return i >= 0 && i < len(items) && items[i].class == numberItem
}

// partOfName recognises S-400, COVID-19, "version 1.2.2013" and the dotted tails of addresses.
func partOfName(items []item, i int) bool {
	if i == 0 {
		return false
	}
	before := &items[i-1]
	if before.class == wordItem && before.has(roleLabel) && !before.gap {
		return true
	}
	if before.punct("_=@\\") && items[i].glued {
		return true
	}
	if !items[i].glued || !before.glued || i < 2 || !before.punct("-‑./") {
		return false
	}
	name := &items[i-2]
	return name.class == breakItem || name.class == wordItem && !name.leads()
}

// leads reports whether a word may stand before a number with a hyphen without making a name of it: mid-1990s, Nov-2013.
func (it *item) leads() bool {
	for _, k := range [...]roleKind{rolePart, roleIn, roleMonth, roleWeekday, roleCardinal, roleHundred, rolePlural, roleMagnitude} {
		if it.has(k) && it.end-it.start > 1 {
			return true
		}
	}
	return false
}

// lettersAfter recognises 3D, 5G and 1.2.2013x: letters glued to the digits that are neither a unit nor a suffix. Arabic
// and Asian words are glued to numbers without being part of them.
func lettersAfter(items []item, i int) bool {
	if i+1 >= len(items) || !items[i+1].glued {
		return false
	}
	next := &items[i+1]
	if next.class == breakItem {
		return items[i].class != dateItem || items[i].a < 1000
	}
	if next.class != wordItem || !next.latin {
		return false
	}
	if next.letter > 0 && next.upper && (i == 0 || symbolCurrency(items[i-1].r) == "") {
		return true // 5G, 4K
	}
	for _, r := range next.word.list() {
		switch r.kind {
		case roleSuffix, roleDuration, roleMeasure, roleCurrency, roleMagnitude, rolePlural, rolePercent, roleHalf, roleEra, roleMonth, roleCJKYear:
			return false
		}
	}
	return true
}

// spoilPlus breaks 2+2 and "2 + 2", and international telephone numbers with all their groups.
func spoilPlus(items []item, i int) {
	if number(items, i-1) && number(items, i+1) {
		items[i-1].class, items[i+1].class = breakItem, breakItem
		return
	}
	if i > 0 && items[i-1].class == breakItem && items[i].glued && number(items, i+1) {
		items[i+1].class = breakItem
		return
	}
	if !number(items, i+1) || !items[i+1].glued {
		return
	}
	groups := 0
	for j := i + 1; j < len(items) && (number(items, j) || items[j].punct("-()")); j++ {
		if number(items, j) {
			groups++
		}
	}
	if groups < 2 && items[i+1].digits < 8 {
		return
	}
	for j := i + 1; j < len(items) && (number(items, j) || items[j].punct("-()")); j++ {
		items[j].class = breakItem
	}
}

// spoilChain breaks three or more numbers chained by hyphens or slashes, fractions and scores such as 3:1, and 24/7. Two
// numbers with a hyphen may be a range; two years with a slash are a season or a Hijri year beside its Gregorian one.
func spoilChain(items []item, i int) {
	if !items[i].glued || i+1 >= len(items) || !items[i+1].glued {
		return
	}
	l, r := i-1, i+1
	if l < 0 || !digits(&items[l]) && items[l].class != breakItem || !digits(&items[r]) {
		return
	}
	chain := r+2 < len(items) && items[r+1].punct("-/:") && items[r+1].glued && items[r+2].glued && digits(&items[r+2])
	season := items[i].r == '/' && items[l].digits == 4 && (items[r].digits == 2 || items[r].digits == 4)
	score := items[i].r == '-' && items[l].digits < 3 && items[r].digits < 3 && !items[l].num.less(items[r].num)
	if items[l].class == breakItem || chain || score || items[i].r != '-' && !season {
		items[l].class, items[r].class = breakItem, breakItem
	}
}

func digits(it *item) bool { return it.class == numberItem || it.class == timeItem }

// spoilSum breaks "two plus two" and two-plus-two.
func spoilSum(items []item, i int) {
	l, r := i-1, i+1
	if l >= 0 && items[l].punct("-") {
		l--
	}
	if r < len(items) && items[r].punct("-") {
		r++
	}
	if l < 0 || r >= len(items) {
		return
	}
	for _, it := range []*item{&items[l], &items[r]} {
		if it.class != numberItem && !it.has(roleCardinal) {
			return
		}
	}
	items[l].class, items[r].class = breakItem, breakItem
}
