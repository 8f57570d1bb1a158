package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A phraseSet finds phrases in lower-case text. It is not changed after it was made.
type phraseSet struct {
	byStart map[string][]string // phrases by their first startLen bytes
	whole   map[string]bool
}

const startLen = 4 // bytes; no phrase is shorter

// phrases makes a set from phrases parted by bars.
func phrases(list string) phraseSet {
	p := phraseSet{byStart: map[string][]string{}, whole: map[string]bool{}}
	for f := range strings.SplitSeq(list, "|") {
		f = strings.Join(strings.Fields(f), " ")
		if len(f) < startLen {
			continue
		}
		p.byStart[f[:startLen]] = append(p.byStart[f[:startLen]], f)
		p.whole[f] = true
	}
	return p
}

// in returns the phrases that occur in s, in order of place. In scripts with spaces a phrase begins at the beginning of a
// word, after an Arabic prefix at most; it may end within one, so that "subscri" stands for all of its forms.
func (p phraseSet) in(s string) []string {
	var out []string
	for i := 0; i+startLen <= len(s); i++ {
		if s[i]&0xC0 == 0x80 || !wordStart(s, i) {
			continue
		}
		for _, f := range p.byStart[s[i:i+startLen]] {
			if strings.HasPrefix(s[i:], f) {
				out = append(out, f)
			}
		}
	}
	return out
}

func wordStart(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i == 0 || !unicode.IsLetter(r) || r >= 0x3040 && r <= 0x9FFF
}

// The words of page furniture, in the languages of most documents. None of them may decide alone, because every one also
// occurs in prose and in manuals: on encyclopaedia sentences "شارك" or "إعلان" stood in 2 of 100, "teilen" in 1. Appeals
// address the visitor of a web site; weak ones only add weight to a place that an appeal or its shape made suspicious.
var (
	appeals = phrases(`sign in to unlock | member-only | log in to comment | login to post | post comments | leave a comment | leave a reply |
		post a comment | add a comment | comments are closed | commenting platform | abide by our | all rights reserved |
		copyright © | © 20 | © 19 | we use cookies | skip to content | skip to main | skip to navigation |
		subscribe now | subscribe today | subscribe to our | by subscribing | newsletter subscription | sign up for our |
		sign up to our | support our journalism | quality journalism | independent journalism | help us get the story |
		get the story right | free stories | stories to read later | already a subscriber | become a member |
		share this article | share this story | share this post | share on facebook | share on twitter |
		follow us on | most read | most popular | related articles | related stories | you may also like |
		recommended for you | read next | read also | read more: | start your free trial | download our app |
		free articles left | sign in to read | log in or create | create an account to | more on this subject | more on this topic |
		have your say | other readers think | tell us what you think | enjoyed this article | in your inbox | sign up now |
		alle rechte vorbehalten | jetzt abonnieren | newsletter abonnieren | mehr zum thema | lesen sie auch |
		zum inhalt springen | zur navigation springen | kommentar schreiben | artikel teilen |
		tous droits réservés | abonnez-vous | inscrivez-vous à | connectez-vous pour | lire aussi | sur le même sujet |
		laisser un commentaire | partager cet article | aller au contenu |
		todos los derechos reservados | suscríbete | suscríbase | inicia sesión para | lea también | te puede interesar |
		deja un comentario | saltar al contenido |
		все права защищены | подписывайтесь | подпишитесь на | читайте также | оставить комментарий | материалы по теме |
		جميع الحقوق محفوظة | كل الحقوق محفوظة | اشترك الآن | اشتركوا في نشرتنا | اشترك في نشرتنا | اشترك في النشرة |
		أضف تعليق | اترك تعليق | التعليقات مغلقة | اقرأ أيض | إقرأ أيض | اقرا ايض | مواضيع ذات صلة | أخبار ذات صلة |
		مقالات ذات صلة | مواد ذات صلة | تعليقات القراء | هل أعجبك هذا | للاشتراك في خدمة | اشترك في نشرتنا | سجّل الدخول ل |
		الأكثر قراءة | تابعونا على | تابعنا على | شارك هذا | شارك المقال | انتقل إلى المحتوى |
		版权所有 | 版權所有 | 相关阅读 | 相关新闻 | 分享到 | 无断转载 | 無断転載 | 関連記事 |
		wszelkie prawa zastrzeżone | czytaj także | zaloguj się, aby | tutti i diritti riservati | leggi anche |
		tüm hakları saklıdır | bültenimize abone | todos os direitos reservados | leia também | assine já |
		alle rechten voorbehouden | lees ook`)

	weak = phrases(`sign in | sign up | sign-up | log in | login | logged in | log into | logging in | register | registered user | subscri |
		newsletter | cookie | share | comment | community guidelines | privacy policy | terms of use | terms of service |
		tweet | facebook | twitter | whatsapp | telegram | instagram | print | e-mail | email | menu | search | navigation |
		metanavigation | contents | home | contact us | about us | advertis | sponsored | promo | read more | more stories |
		choose from | languages | trending | topics | sections | archive | sitemap | special offer | discount | benefits |
		premium | account |
		inhalt | weitere inhalte | suche | startseite | anmelden | registrieren | abonn | teilen | kommentar | werbung | anzeige |
		impressum | datenschutz | nutzungsbedingungen | drucken | kontakt | merkliste |
		accueil | rechercher | connexion | s'abonner | partager | commentaire | publicité | imprimer | sommaire | mentions légales |
		inicio | buscar | iniciar sesión | suscri | compartir | comentario | publicidad | imprimir | contacto | aviso legal |
		главная | поиск | войти | регистрац | подпис | поделиться | комментар | реклама | печать | контакты |
		الرئيسية | بحث | القائمة | تسجيل | سجل الدخول | اشترك | اشتراك | شارك | مشاركة | تعليق | التعليقات | إعلان | اعلان |
		طباعة | اتصل بنا | من نحن | أرشيف | فيسبوك | تويتر | واتساب | النشرة البريدية | سياسة الخصوصية | شروط الاستخدام |
		首页 | 搜索 | 登录 | 登錄 | 注册 | 订阅 | 訂閱 | 评论 | 广告 | 隐私政策 | ログイン | 検索 | ホーム | メニュー | 会員登録 |
		strona główna | szukaj | zaloguj | udostępnij | komentarze | reklama | cerca | accedi | condividi | pubblicità |
		ana sayfa | giriş yap | abone ol | paylaş | yorumlar | início | entrar | compartilhar | đăng nhập | đăng ký | chia sẻ | bình luận`)

	// whole lines that are furniture wherever they stand in an article
	adverts = phrases(`advertisement | advertisements | sponsored content | anzeige | werbung | publicité | publicidad | реклама | إعلان | اعلان |
		广告 | 廣告 | pubblicità | reklama | reklam | publicidade | advertentie | quảng cáo | scroll to continue`)
)

// begins reports whether s begins with a phrase, after bullets and arrows.
func (p phraseSet) begins(s string) bool {
	s = strings.TrimLeft(s, "•·-–—>»› ")
	if len(s) < startLen {
		return false
	}
	for _, f := range p.byStart[s[:startLen]] {
		if strings.HasPrefix(s, f) {
			return true
		}
	}
	return false
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }
