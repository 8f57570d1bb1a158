package main

import (
	"encoding/json"
	"slices"
	"strings"
)

// isoCodes returns the alpha-2 codes of ISO 3166-1 and XK, sorted.
func isoCodes(modules string) ([]string, error) {
	var rows [][]string
	if err := load(&rows, modules, "i18n-iso-countries", "codes.json"); err != nil {
		return nil, err
	}
	codes := make([]string, len(rows))
	for i, r := range rows {
		codes[i] = r[0]
	}
	slices.Sort(codes)
	return codes, nil
}

func (t *table) cldr(modules, locale, lang string, codes []string) error {
	var file struct {
		Main map[string]struct {
			LocaleDisplayNames struct{ Territories map[string]string }
		}
	}
	if err := load(&file, modules, "cldr-localenames-full", "main", locale, "territories.json"); err != nil {
		return err
	}
	names := file.Main[locale].LocaleDisplayNames.Territories
	for _, code := range codes {
		for _, alt := range []string{"", "-alt-short", "-alt-variant"} {
			name := names[code+alt]
			if lang == "en" {
				name = strings.ReplaceAll(name, "&", "and")
			}
			if lang == "en" && strings.ToUpper(name) == name {
				continue // a short form, which hand.tsv has
			}
			t.add(key{code, lang, "name"}, name)
		}
	}
	return nil
}

// A oneOrMore is a string or a list of them.
type oneOrMore []string

// UnmarshalJSON takes either.
func (o *oneOrMore) UnmarshalJSON(data []byte) error {
	s := strings.TrimSpace(string(data))
	if !strings.HasPrefix(s, "[") {
		s = "[" + s + "]"
	}
	var list []string
	if err := json.Unmarshal([]byte(s), &list); err != nil {
		return err
	}
	*o = list
	return nil
}

func (t *table) isoCountries(modules, lang string, codes []string) error {
	var file struct{ Countries map[string]oneOrMore }
	if err := load(&file, modules, "i18n-iso-countries", "langs", lang+".json"); err != nil {
		return err
	}
	for _, code := range codes {
		for _, name := range file.Countries[code] {
			if strings.Contains(name, ",") || name == "Reunion" || name == "Congo" && code == "CG" || strings.ToUpper(name) == name && lang == "en" {
				continue // inverted for sorting, claimed by another, or a short form that hand.tsv has
			}
			t.add(key{code, lang, "name"}, name)
		}
	}
	return nil
}

// nationalities adds English demonyms where hand.tsv has none, with the plural of those that take one.
func (t *table) nationalities(modules string, codes []string) error {
	var file struct{ Nationalities map[string]oneOrMore }
	if err := load(&file, modules, "i18n-nationality", "langs", "en.json"); err != nil {
		return err
	}
	for _, code := range codes {
		k := key{code, "en", "demonym"}
		if t.closed[k] {
			continue
		}
		for _, form := range file.Nationalities[code] {
			if strings.ContainsAny(form, ",(") || strings.Contains(form, " or ") || slices.Contains(t.forms[key{code, "en", "name"}], form) {
				continue // the package repeats a country's name where it has no demonym
			}
			if strings.Contains(form, "Island") || strings.Contains(form, " and ") || strings.Contains(form, " - ") {
				continue
			}
			t.add(k, form)
			if c := form[len(form)-1]; strings.IndexByte("nirtk", c) >= 0 {
				t.add(k, form+"s")
			}
		}
	}
	return nil
}

// nisbas adds the Arabic relative adjective by rule where hand.tsv has none: without the article and a final يا, ا or ة,
// with ي. Names of several words have none by rule.
func (t *table) nisbas(codes []string) {
	for _, code := range codes {
		k := key{code, "ar", "demonym"}
		names := t.forms[key{code, "ar", "name"}]
		if t.closed[k] || len(names) == 0 || strings.Contains(names[0], " ") {
			continue
		}
		stem := strings.TrimPrefix(names[0], "ال")
		for _, suffix := range []string{"يا", "ا", "ة"} {
			if s, ok := strings.CutSuffix(stem, suffix); ok && len(s) >= len("مصر") {
				stem = s
				break
			}
		}
		t.add(k, strings.TrimSuffix(stem, "ي")+"ي")
	}
}
