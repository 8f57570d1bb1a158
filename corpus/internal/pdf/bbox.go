package pdf

import (
	"bufio"
	"errors"
	"html"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// readBoxes reads what pdftotext -bbox-layout writes: an element a line, words with their boxes in pages. It is not read
// as XML, which it is not when a text has control characters; lines that make no sense are passed over.
func readBoxes(r io.Reader, most int) ([]sheet, error) {
	lines := bufio.NewReaderSize(io.LimitReader(r, maxOutput+1), 64<<10)
	var sheets []sheet
	read, text := 0, 0
	for {
		l, err := lines.ReadString('\n')
		read += len(l)
		if read > maxOutput || text > most {
			return nil, errOutput
		}
		l = strings.TrimSpace(l)
		switch {
		case strings.HasPrefix(l, "<page "):
			sheets = append(sheets, sheet{width: attribute(l, "width"), height: attribute(l, "height")})
		case strings.HasPrefix(l, "<word ") && len(sheets) > 0:
			s := &sheets[len(sheets)-1]
			if w, ok := boxed(l); ok {
				s.count(w)
				if w.height() > 2.5*(w.x1-w.x0) && w.length() > 3 {
					s.turned = append(s.turned, w)
				} else {
					s.words = append(s.words, w)
				}
				text += len(w.text)
			}
		}
		if errors.Is(err, io.EOF) {
			return sheets, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// boxed reads one word.
func boxed(l string) (word, bool) {
	open, rest, ok := strings.Cut(l, ">")
	if !ok {
		return word{}, false
	}
	text := html.UnescapeString(strings.TrimSuffix(rest, "</word>"))
	w := word{x0: attribute(open, "xMin"), x1: attribute(open, "xMax"), y0: attribute(open, "yMin"), y1: attribute(open, "yMax")}
	if !(w.x1 >= w.x0 && w.y1 > w.y0) {
		return word{}, false
	}
	w.size = w.height() / 1.3 // usual fonts reach 1.1 to 1.4 times their size from top to bottom
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			continue
		}
		w.append(unit(string(r)))
	}
	return w, w.text != ""
}

// attribute returns a number, 0 when it is missing or none.
func attribute(tag, name string) float64 {
	_, rest, ok := strings.Cut(tag, " "+name+`="`)
	if !ok {
		return 0
	}
	value, _, _ := strings.Cut(rest, `"`)
	f, err := strconv.ParseFloat(value, 64)
	if err != nil || f != f || f > 1e6 || f < -1e6 {
		return 0
	}
	return f
}

// count notes how many characters of a word are known.
func (s *sheet) count(w word) {
	lost := strings.Count(w.text, "\uFFFD")
	s.lost += lost
	s.known += w.length() - lost
}
