package extract

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/values"
)

// bylinePieces is how many pieces at the top, and at the bottom, are read for a date and an author.
const bylinePieces = 8

// head reads the lines above the article before they are thrown away: a page title with site and date, a date line, a
// byline.
func (e *editor) head() {
	e.pageTitle()
	for i := range min(len(e.pieces), bylinePieces) {
		p := &e.pieces[i]
		if p.prose {
			e.agencyLine(p)
			return
		}
		if p.Kind == corpus.Paragraph && p.alone && p.words <= 20 {
			e.byline(i)
			e.credited(i)
		}
	}
}

// pageTitle reads a first line such as "Harbour reopens | News | The Courier | 02.11.2013", the title of a browser's
// window. It is furniture when it ends with a date or its first part is repeated as the title of the article.
func (e *editor) pageTitle() {
	if len(e.pieces) < 2 || !e.pieces[0].alone || e.pieces[0].words > 40 {
		return
	}
	parts := strings.Split(e.pieces[0].Of(e.text), " | ")
	if len(parts) < 2 {
		return
	}
	day, dated := findDay(parts[len(parts)-1])
	if !dated && !e.repeated(parts[0]) || len(parts) < 3 && !e.repeated(parts[0]) {
		return
	}
	if dated {
		e.setDay(day)
		parts = parts[:len(parts)-1]
	}
	if e.title == "" {
		e.title = oneLine(parts[0])
	}
	if site := strings.TrimSpace(parts[len(parts)-1]); e.publisher == "" && len(parts) > 1 && len(site) <= 80 {
		e.publisher = site
	}
	e.mark(0, 1, "page title")
}

// repeated reports whether one of the next pieces is the title.
func (e *editor) repeated(title string) bool {
	for i := 1; i < min(len(e.pieces), headPieces); i++ {
		if sameTitle(e.pieces[i].Of(e.text), title) {
			return true
		}
	}
	return false
}

func (e *editor) setDay(day time.Time) {
	if !e.date.Known() {
		e.date = corpus.Date{Day: day, Origin: corpus.DateByline}
	}
}

// byline reads a line with a date or an author. A date line is furniture only when it has a time of day or several
// parts, as only machines write them: "Last updated: 3 March 2024" in a handbook can be asked for.
func (e *editor) byline(i int) {
	body := e.pieces[i].Of(e.text)
	author := authorOf(body)
	if author != "" && e.author == "" {
		e.author = author
	}
	day, dated := findDay(body)
	clock := dated && clockTime.MatchString(body)
	dated = dated && (clock || author != "" || onlyDate(body) || i > 0 && !e.pieces[i].terminal && setOff(body))
	if dated {
		e.setDay(day)
	}
	if author == "" && !dated {
		return
	}
	e.credits(i)
	if dated && author == "" && (clock || strings.Contains(body, " | ")) {
		e.mark(i, i+1, "date line")
	}
}

// credits marks the lines right above and below a credit as credits: place, agency and author stand together. The first
// line of the document is its title all the same.
func (e *editor) credits(i int) {
	short := func(k int) bool {
		return k > 0 && k < len(e.pieces) && e.pieces[k].words <= 10 && !e.pieces[k].terminal && e.pieces[k].Kind == corpus.Paragraph
	}
	e.pieces[i].credit = true
	for k := i; !e.pieces[k].apart && short(k-1) && k-1 > 0; k-- {
		e.pieces[k-1].credit = true
	}
	for k := i + 1; short(k) && !e.pieces[k].apart; k++ {
		e.pieces[k].credit = true
	}
}

// setOff reports whether the first date of a line stands apart from its words: at an end of it, or between commas,
// dashes, bars and brackets, after nothing but a place or a weekday. "Born 3 March 1912" and "Start: 3 March 2024" are not.
func setOff(s string) bool {
	dates := dayValues(s)
	if len(dates) == 0 {
		return false
	}
	before := strings.TrimRightFunc(s[:dates[0].Start], isSpace)
	for before != "" { // weekdays
		k := strings.LastIndexFunc(before, isSpace) + 1
		w := strings.Trim(before[k:], ",،.")
		if !dateWords[strings.ToLower(w)] {
			break
		}
		before = strings.TrimRightFunc(before[:k], isSpace)
	}
	after := strings.TrimLeftFunc(s[dates[0].End:], isSpace)
	if k := strings.LastIndexAny(before, "|–—"); k >= 0 && strings.Contains(before[:k], ":") {
		return false
	}
	const marks = ",،-–—|·()"
	return (before == "" || strings.ContainsAny(lastRune(before), marks)) && !strings.Contains(before, ":") &&
		(after == "" || strings.ContainsAny(firstRune(after), marks))
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// agencyLine takes the day from how news agencies begin: "TOKYO, Oct. 3, 2013 (ABC) – Japan and …".
func (e *editor) agencyLine(p *piece) {
	body := p.Of(e.text)
	if day, ok := findDay(body[:values.Dateline(body)]); ok {
		e.setDay(day)
	}
}

// foot reads a date off the last lines when the top had none, and the publisher off the notice of copyright.
func (e *editor) foot() {
	for i := len(e.pieces) - 1; i > 0 && i >= len(e.pieces)-bylinePieces; i-- {
		p := &e.pieces[i]
		if m := rights.FindStringSubmatch(p.Of(e.text)); m != nil && e.publisher == "" && p.Kind == corpus.Boilerplate {
			e.publisher = strings.TrimSpace(m[1])
		}
		if p.prose {
			return
		}
		if p.Kind != corpus.Paragraph || p.words > 12 {
			continue
		}
		body := p.Of(e.text)
		if day, ok := findDay(body); ok && onlyDate(body) {
			e.setDay(day)
		}
	}
}

var (
	clockTime = regexp.MustCompile(`\b\d{1,2}[:.]\d{2}\s*(?:[aApP]\.?[mM]\b|Uhr\b|h\b|GMT|UTC|IST|[A-Z]{3,4}\b|$)|\b\d{1,2}:\d{2}\b`)
	letters   = regexp.MustCompile(`\pL[\pL\pM'’.]*`)
	rights    = regexp.MustCompile(`(?:©|\(c\)|\(C\))\s*(?:19|20)\d\d(?:\s*[-–]\s*\d{4})?,?\s+([^.|,\n]{2,60})`)
	urlPath   = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)`)
)

// dateWords may stand beside a date on its line: publication, weekdays, time zones.
var dateWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`published posted updated last modified created on at date am pm a.m p.m ist gmt utc est edt pst cet version of as
		revised issued status effective from
		monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
		نشر نُشر تاريخ النشر في آخر تحديث حدث بتاريخ الموافق يوم ص م هـ الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد التحديث
		veröffentlicht am um uhr stand aktualisiert datum montag dienstag mittwoch donnerstag freitag samstag sonntag
		publié le mis à jour modifié date du lundi mardi mercredi jeudi vendredi samedi dimanche
		publicado actualizado el de fecha lunes martes miércoles jueves viernes sábado domingo
		опубликовано обновлено дата понедельник вторник среда четверг пятница суббота воскресенье г
		发布 更新 日期 时间 星期 公開 更新日`) {
		m[w] = true
	}
	return m
}()

// onlyDate reports whether a line has no words but those of a date, of publication and of a place in capitals.
func onlyDate(s string) bool {
	for _, w := range letters.FindAllString(withoutDates(s), -1) {
		w = strings.Trim(w, ".'’")
		if !dateWords[strings.ToLower(w)] && !(len(w) > 2 && w == strings.ToUpper(w) && w != strings.ToLower(w)) {
			return false
		}
	}
	return true
}

// bylineWords begin a byline in several languages.
var bylineWords = []string{
	"By ", "by ", "BY ", "Author: ", "Written by ", "Report: ", "Text: ", "Von ", "Autor: ", "Autorin: ", "Par ", "Auteur : ", "Por ", "Автор: ", "Di ",
	"بقلم: ", "بقلم ", "كتب: ", "كتبت: ", "الكاتب: ", "إعداد: ",
}

// authorOf returns the name in a byline, "" when a line is none: two to five words, capitalised where the script has
// capitals, after a word that says so.
func authorOf(s string) string {
	for _, w := range bylineWords {
		name, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		if i := strings.IndexAny(name, "|,،•·–—("); i > 0 {
			name = name[:i]
		}
		name = strings.TrimSpace(name)
		if isRole(beforePlace(name)) {
			return "" // Our Correspondent
		}
		n, particles := 0, 0
		for f := range strings.FieldsSeq(name) {
			r, _ := utf8.DecodeRuneInString(f)
			if !unicode.IsLetter(r) || unicode.IsLower(r) && (len(f) > 3 || n == 0) {
				return ""
			}
			if unicode.IsLower(r) {
				particles++ // von der, de la, and
			}
			n++
		}
		if n >= 2 && n <= 6 && particles*2 <= n && !isTerminal(name) {
			return name
		}
	}
	return ""
}

// urlDay reads the day from the path of an address.
func urlDay(address string) (time.Time, bool) {
	m := urlPath.FindStringSubmatch(address)
	if m == nil {
		return time.Time{}, false
	}
	return values.ParseDay(fmt.Sprintf("%s-%02s-%02s", m[1], m[2], m[3]))
}
