package extract

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// rtfSymbols are control words that stand for characters.
var rtfSymbols = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "• ", "emspace": " ",
	"enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}

// rtfDests are control words that begin a destination. What is not here is skipped where the file says that it may be.
var rtfDests = map[string]rtfDest{
	"fonttbl": rtfFonts, "stylesheet": rtfStyles, "info": rtfInfo, "title": rtfTitle, "author": rtfAuthor, "creatim": rtfCreated, "revtim": rtfSaved,
	"footnote": rtfNote, "shptxt": rtfBox, "dptxbxtext": rtfBox,
	"colortbl": rtfSkip, "pict": rtfSkip, "object": rtfSkip, "header": rtfSkip, "headerl": rtfSkip, "headerr": rtfSkip, "headerf": rtfSkip,
	"footer": rtfSkip, "footerl": rtfSkip, "footerr": rtfSkip, "footerf": rtfSkip, "fldinst": rtfSkip, "listtext": rtfSkip, "pntext": rtfSkip,
	"shprslt": rtfSkip, "revtbl": rtfSkip, "filetbl": rtfSkip, "nonesttables": rtfSkip, "xe": rtfSkip, "tc": rtfSkip, "bkmkstart": rtfSkip,
	"bkmkend": rtfSkip, "annotation": rtfSkip, "atnid": rtfSkip, "atnauthor": rtfSkip, "ftnsep": rtfSkip, "ftnsepc": rtfSkip, "aftnsep": rtfSkip,
	"keycode": rtfSkip, "comment": rtfSkip, "subject": rtfSkip, "keywords": rtfSkip, "operator": rtfSkip, "doccomm": rtfSkip, "template": rtfSkip,
}

// word obeys a control word.
func (r *rtfReader) word(word string, n int, has bool) {
	if word == "u" && has { // what came before it is in another encoding
		r.flush()
		r.unicode(n)
		return
	}
	r.flush()
	r.skip = 0
	starred := r.state.starred
	r.state.starred = false
	if s, ok := rtfSymbols[word]; ok {
		r.put(s)
		return
	}
	if d, ok := rtfDests[word]; ok {
		r.destination(word, d)
		return
	}
	switch word {
	case "bin":
		r.at = min(len(r.data), r.at+max(n, 0))
	case "upr":
		r.state.around, r.state.dest = r.state.dest, rtfSkip
	case "ud":
		r.state.dest = r.state.around
	case "shpinst", "shppict", "do", "nesttableprops": // may hold text boxes, and nothing else that is read
		if starred && r.state.dest != rtfSkip {
			r.state.dest = rtfInfo
		}
	default:
		if starred {
			r.state.dest = rtfSkip
			return
		}
		r.property(word, n, !has || n != 0)
	}
}

// destination sends the text of a group where it belongs.
func (r *rtfReader) destination(word string, d rtfDest) {
	now := r.state.dest
	switch {
	case now == rtfSkip:
		return
	case d == rtfNote || d == rtfBox:
		r.interrupt(d)
		return
	case d == rtfTitle || d == rtfAuthor || d == rtfCreated || d == rtfSaved:
		if now != rtfInfo {
			return // a word of that name has another meaning elsewhere
		}
		r.day = [3]int{}
	case word == "listtext" || word == "pntext":
		r.p.style.list = true
	}
	r.state.dest = d
}

// property obeys a control word that sets something; on is false where it says 0.
func (r *rtfReader) property(word string, n int, on bool) {
	switch r.state.dest {
	case rtfFonts:
		r.fontProperty(word, n)
		return
	case rtfStyles:
		r.styleProperty(word, n)
		return
	}
	switch word {
	case "par", "sect", "nestcell":
		r.paragraphEnd()
	case "line":
		if r.state.dest == rtfBody || r.state.dest == rtfNote || r.state.dest == rtfBox {
			r.text.lines = append(r.text.lines, r.line.String())
			r.line.Reset()
		}
	case "v", "deleted":
		r.state.hidden = on
	case "plain":
		r.state.hidden, r.state.font, r.state.rtl, r.state.bold = false, -1, false, false
	case "b", "ab":
		r.state.bold = on
	case "uc":
		r.state.skipped = min(max(n, 0), 100)
	case "f":
		r.state.font = n
	case "af":
		r.state.complex = n
	case "rtlch", "ltrch":
		r.state.rtl = word == "rtlch"
	case "deff":
		r.standard = n
	case "ansicpg":
		if e := codePage(n); e != nil {
			r.page = e
		}
	case "mac":
		r.page = charmap.Macintosh
	case "pc":
		r.page = charmap.CodePage437
	case "pca":
		r.page = charmap.CodePage850
	case "yr":
		r.day[0] = n
	case "mo":
		r.day[1] = n
	case "dy":
		r.day[2] = n
	default:
		r.layout(word, n)
	}
}

// layout obeys a control word of a paragraph or table.
func (r *rtfReader) layout(word string, n int) {
	if d := r.state.dest; d != rtfBody && d != rtfNote && d != rtfBox {
		return
	}
	switch word {
	case "pard":
		r.p = rtfPara{}
	case "s":
		list := r.p.style.list
		r.p.style = r.styles[n]
		r.p.style.list = r.p.style.list || list
	case "outlinelevel":
		if r.p.style.level = 0; n >= 0 && n < 9 {
			r.p.style.level = min(n+1, 6)
		}
	case "ls":
		r.p.style.list = n > 0
	case "intbl":
		r.p.inTable = true
		r.tableBegin()
	case "trowd":
		r.tableBegin()
		if len(r.cells) == 0 {
			r.names, r.slight = false, false
		}
	case "trhdr":
		r.names = true
	case "cell":
		r.p.inTable = true
		r.tableBegin()
		r.paragraphEnd()
		if len(r.cells) < maxColumns {
			r.cells = append(r.cells, r.cell)
		}
		r.cell = nil
	case "row":
		r.tableBegin()
		row := tableRow{cells: r.cells, names: r.names}
		if !r.slight {
			row.look = "bold"
		}
		r.table.add(row)
		r.cells, r.cell, r.slight = nil, nil, false
		r.p.inTable = false
		r.addBoxes()
	}
}

func (r *rtfReader) tableBegin() {
	if r.table == nil {
		r.table = r.newTable()
	}
}

// tableEnd ends a table, with what a damaged one left behind.
func (r *rtfReader) tableEnd() {
	if r.table == nil {
		return
	}
	if len(r.cell) > 0 {
		r.cells = append(r.cells, r.cell)
	}
	r.table.row(r.cells, false)
	r.table.end()
	r.table, r.cells, r.cell = nil, nil, nil
	r.addBoxes()
}

// fontProperty reads the table of fonts: which code page each has.
func (r *rtfReader) fontProperty(word string, n int) {
	switch word {
	case "f":
		r.font = n
	case "fcharset":
		if e := fontEncoding(n); e != nil {
			r.fonts[r.font] = e
		}
	case "cpg":
		if e := codePage(n); e != nil {
			r.fonts[r.font] = e
		}
	}
}

// styleProperty reads the table of styles.
func (r *rtfReader) styleProperty(word string, n int) {
	switch word {
	case "s":
		r.style, r.own = n, docxStyle{}
		r.named.Reset()
	case "cs", "ds", "ts": // styles of characters, sections and tables
		r.style, r.own = -1, docxStyle{}
		r.named.Reset()
	case "outlinelevel":
		if n >= 0 && n < 9 {
			r.own.level, r.own.set.level = min(n+1, 6), true
		}
	case "ls":
		r.own.list = n > 0
	}
}

// styleName takes a part of the name of a style, which a semicolon ends.
func (r *rtfReader) styleName(s string) {
	name, _, ends := strings.Cut(s, ";")
	r.named.WriteString(name)
	if !ends {
		return
	}
	r.own.named(r.named.String())
	r.named.Reset()
	if r.style >= 0 && len(r.styles) < 1<<16 {
		r.styles[r.style] = r.own
	}
	r.style, r.own = 0, docxStyle{}
}

// codePage returns the encoding of a code page of Windows.
func codePage(n int) encoding.Encoding {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 10000:
		return charmap.Macintosh
	}
	return named(windowsName(n))
}

// windowsName returns the name of a code page in the standard of encodings.
func windowsName(n int) string {
	switch n {
	case 932:
		return "shift_jis"
	case 936:
		return "gbk"
	case 949:
		return "euc-kr"
	case 950:
		return "big5"
	case 28596:
		return "iso-8859-6"
	case 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 874:
		return "windows-" + strconv.Itoa(n)
	}
	return ""
}

// fontEncoding returns the encoding of a character set as fonts of Windows number them; nil for those that follow the
// document's.
func fontEncoding(set int) encoding.Encoding {
	page := map[int]int{128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 77: 10000}[set]
	if page == 0 {
		return nil
	}
	return codePage(page)
}
