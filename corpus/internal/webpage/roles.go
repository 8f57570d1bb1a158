package webpage

import "strings"

// A role is what the name of a class, an id or another attribute says about an element. These names are English nearly
// everywhere, whatever the page's language.
type role uint8

// The roles of elements.
const (
	roleText role = iota
	roleArticle
	roleTitle
	roleComment
	roleShare
	roleMenu
	roleFooter
	roleSide
	roleRelated
	roleAd
	roleMeta
	roleHeader
	roleDialog
	rolePicture
	roleHidden
	roles
)

// roleWords are the parts of names that stand for roles, as bits.
var roleWords = func() map[string]uint16 {
	m := map[string]uint16{}
	for r, words := range [roles]string{
		roleText:    `content contents body main text txt maincontent bodytext fliesstext inhalt contenido contenu richtext wysiwyg prose copy rte ce csc`,
		roleArticle: `article articles artikel entry post posts story storybody articlebody blogpost hentry newsitem articulo detail details single page paragraph absatz recipe`,
		roleTitle:   `title titel headline heading subtitle subheadline kicker teaser lead intro abstract summary excerpt standfirst`,
		roleComment: `comment comments commentlist kommentar kommentare commentaire commentaires respond reply replies disqus discussion feedback review reviews trackback pingback pings`,
		roleShare:   `share sharing shares shariff social socialmedia facebook twitter google tweet whatsapp pinterest addthis addtoany sharedaddy sociable like likes bookmark bookmarks follow teilen empfehlen print drucken email mail`,
		roleMenu:    `nav navi navigation navbar menu submenu breadcrumb breadcrumbs pager pagination paging toc tabs tab dropdown toolbar skip jump sitemap links linklist prev next previous navigate crumbs megamenu`,
		roleFooter:  `footer foot bottom copyright impressum imprint legal credits colophon disclaimer`,
		roleSide:    `sidebar side aside rail widget widgets box panel module column secondary marginal left right`,
		roleRelated: `related recommend recommended recommendations recommendation more similar popular trending latest recent featured promo promotion outbrain taboola suggested mehr weitere auch readmore further list listing archive cards card grid tiles teasers carousel slider`,
		roleAd:      `ad ads advert advertisement adsense advertising sponsor sponsored banner werbung anzeige anzeigen publicite affiliate`,
		roleMeta:    `meta metadata byline author authors autor date time datetime timestamp published posted tags tag category categories kategorie info infos dateline source rating ratings views counter bio profile vcard avatar label labels`,
		roleHeader:  `header head masthead top topbar logo branding site`,
		roleDialog:  `cookie cookies consent gdpr popup modal overlay login signin register subscribe subscription newsletter search suche form contact signup paywall lightbox notice alert message notification warning captcha basket cart warenkorb`,
		rolePicture: `caption captions image images img photo photos picture gallery figure figcaption thumbnail thumb video media player bild bildunterschrift credit slideshow`,
		roleHidden:  `hidden hide invisible visuallyhidden offscreen collapsed none sr noprint`,
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] |= 1 << r
		}
	}
	return m
}()

// longestName is the length of the longest of roleWords.
const longestName = 17

// rolesOf returns the roles, as bits, that the names in an attribute stand for. Names are cut at everything but letters and
// before capitals.
func rolesOf(value string) (found uint16) {
	var word [longestName]byte
	n, upper := 0, false
	for i := range len(value) + 1 {
		c := byte(' ')
		if i < len(value) {
			c = value[i]
		}
		capital, letter := c >= 'A' && c <= 'Z', c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter || capital && !upper {
			if n > 1 && n <= longestName {
				found |= roleWords[string(word[:n])]
			}
			n = 0
		}
		upper = capital
		if letter {
			if n < longestName {
				word[n] = c | 0x20
			}
			n++
		}
	}
	return found
}
