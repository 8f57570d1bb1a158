package extract

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// cellFormats say how cells show numbers.
type cellFormats struct {
	codes     []string // by the style of a cell
	since1904 bool     // dates count from 1904, as Excel for the Mac once did
}

// builtIn are the codes of formats that a workbook does not spell out.
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
}

// readCellFormats reads which format each style of cells has.
func readCellFormats(b *bundle, part string) (cellFormats, error) {
	var f cellFormats
	own := map[int]string{}
	err := b.optional(part, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "numFmts":
					return x.children(func(e xml.StartElement) error {
						own[number(attribute(e, "numFmtId"), -1)] = attribute(e, "formatCode")
						return nil
					}, nil)
				case "cellXfs":
					return x.children(func(e xml.StartElement) error {
						id := number(attribute(e, "numFmtId"), 0)
						code, ok := own[id]
						switch {
						case ok:
						case id >= 27 && id <= 36, id >= 50 && id <= 58: // dates of East Asian editions
							code = builtIn[14]
						default:
							code = builtIn[id]
						}
						f.codes = append(f.codes, code)
						return nil
					}, nil)
				}
				return nil
			}, nil)
		}, nil)
	})
	return f, err
}

// show writes the value of a cell as its format shows it: dates as 2013-11-02, other numbers with the decimals, groups,
// per cent and literal words that the format asks for.
func (f cellFormats) show(value string, style int) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return value
	}
	code := ""
	if style >= 0 && style < len(f.codes) {
		code = f.codes[style]
	}
	code = section(code, n)
	if strings.Contains(strings.ToLower(code), "[h") && n >= 0 && n < 1e6 { // hours beyond a day
		minutes := int(math.Round(n * 24 * 60))
		return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
	}
	if date, clock := datePieces(code); date || clock {
		return f.showTime(n, date, clock)
	}
	return strings.TrimSpace(showNumber(n, code))
}

// section returns the section of a format for a number: positive; negative; zero.
func section(code string, n float64) string {
	parts := strings.Split(code, ";")
	switch {
	case n < 0 && len(parts) > 1 && parts[1] != "":
		return parts[1]
	case n == 0 && len(parts) > 2 && parts[2] != "" && strings.ContainsAny(parts[2], "0#"):
		return parts[2]
	}
	return parts[0]
}

// datePieces reports whether a format shows a date, and a time of day. What is quoted or in brackets is no letter of it.
func datePieces(code string) (date, clock bool) {
	quoted, bracket, escaped := false, false, false
	for _, c := range strings.ToLower(code) {
		switch {
		case escaped:
			escaped = false
		case c == '\\' || c == '_' || c == '*':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == 'y' || c == 'd':
			date = true
		case c == 'h' || c == 's':
			clock = true
		}
	}
	if !date && !clock && strings.Contains(strings.ToLower(code), "mmm") {
		date = true
	}
	return date, clock
}

// showTime writes a number of days since the end of 1899 as a date, a time of day, or both.
func (f cellFormats) showTime(days float64, date, clock bool) string {
	if days < 0 || days > 2958466 { // the year 9999
		return strconv.FormatFloat(days, 'f', -1, 64)
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if f.since1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days < 60 { // Excel holds 1900 for a leap year
		start = start.AddDate(0, 0, 1)
	}
	t := start.AddDate(0, 0, int(days)).Add(time.Duration(math.Round((days-math.Floor(days))*86400)) * time.Second)
	layout := "15:04"
	if t.Second() != 0 {
		layout = "15:04:05"
	}
	switch {
	case !date:
		return t.Format(layout)
	case clock && days != math.Floor(days):
		return t.Format("2006-01-02 " + layout)
	}
	return t.Format("2006-01-02")
}

// showNumber writes a number with the decimals, groups and signs of a format.
func showNumber(n float64, code string) string {
	before, after, figures := literals(code)
	if figures == "" || strings.ContainsAny(figures, "?/Ee") {
		return before + general(n) + after
	}
	if strings.Contains(code, "%") {
		n *= 100
	}
	if len(strings.Split(code, ";")) == 1 && (strings.Contains(before, "-") || strings.Contains(before, "(")) {
		n = math.Abs(n) // the section for negative numbers has its own sign
	}
	whole, decimals, _ := strings.Cut(figures, ".")
	places := min(len(strings.Trim(decimals, ",")), 15)
	if power := math.Pow10(places); math.Abs(n) < 1e15/power {
		n = math.Round(n*power) / power // halves go up, as people and Excel round
	}
	s := strconv.FormatFloat(n, 'f', places, 64)
	if strings.Contains(decimals, "#") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if strings.Contains(strings.TrimRight(whole, ","), ",") {
		s = grouped(s)
	}
	return before + s + after
}

// general writes a number as Excel does without a format: up to 15 digits, so that 0.1+0.2 is 0.3.
func general(n float64) string {
	r, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil || math.Abs(r) >= 1e21 || r != 0 && math.Abs(r) < 1e-9 {
		return strconv.FormatFloat(n, 'g', 15, 64)
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}

// literals parts a format into the words before its figures, those after, and the figures.
func literals(code string) (before, after, figures string) {
	var out [2]strings.Builder
	side := 0
	var digits strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			out[side].WriteString(code[i+1 : i+1+end])
			i += end + 1
		case c == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				end = len(code) - i - 1
			}
			if name, ok := strings.CutPrefix(code[i:i+end], "[$"); ok { // [$€-407] is a currency
				name, _, _ = strings.Cut(name, "-")
				out[side].WriteString(name)
			}
			i += end
		case c == '\\' && i+1 < len(code):
			i++
			out[side].WriteByte(code[i])
		case (c == '_' || c == '*') && i+1 < len(code):
			i++
		case strings.IndexByte("0#?.,Ee/", c) >= 0:
			digits.WriteByte(c)
			side = 1
		case c != '@' && c != 'G' && !strings.HasPrefix(code[i:], "eneral"):
			out[side].WriteByte(c)
		default:
			if strings.HasPrefix(code[i:], "General") {
				i += len("General") - 1
				side = 1
			}
		}
	}
	return out[0].String(), out[1].String(), digits.String()
}

// grouped puts commas between thousands.
func grouped(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, rest, point := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + rest
	}
	return sign + whole
}
