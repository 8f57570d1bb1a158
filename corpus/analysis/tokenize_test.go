package analysis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// show writes tokens as text=fold, with # before numbers and ! before symbols.
func show(text string, tokens []Token) string {
	var out []string
	for _, t := range tokens {
		kind := map[TokenKind]string{Word: "", Number: "#", Symbol: "!"}[t.Kind]
		out = append(out, fmt.Sprintf("%s=%s%s", t.Of(text), kind, t.Fold))
	}
	return strings.Join(out, " | ")
}

func TestTokenize(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"words", "The Prime minister", "The=the | Prime=prime | minister=minister"},
		{"possessive", "Japan's and Japan’s JAPAN'S", "Japan's=japan | and=and | Japan’s=japan | JAPAN'S=japan"},
		{"apostrophes", "don't l’Afrique 'quoted' countries' O'Neill", "don't=don't | l’Afrique=l'afrique | quoted=quoted | countries=countries | O'Neill=o'neill"},
		{"hyphen", "anti-terrorism two-way", "anti=anti | terrorism=terrorism | two=#2 | way=way"},
		{"invisible", "\ufeffsoft\u00adware \u200fمرحبا\u200b x\u200b y", "soft\u00adware=software | مرحبا=مرحبا | x=x | y=y"},
		{"invalid", "abc\xff\xfedef \xd8", "abc=abc | def=def"},
		{"numerals", "1,000 1٬000 24.4 ٢٠١٣ ٢٤٫٥ 007 24,4 1.234,56 1,234.5 1\u00a0000 2’500", "1,000=#1000 | 1٬000=#1000 | 24.4=#24.4 | ٢٠١٣=#2013 | ٢٤٫٥=#24.5 | 007=#7 | 24,4=#24.4 | 1.234,56=#1234.56 | 1,234.5=#1234.5 | 1\u00a0000=#1000 | 2’500=#2500"},
		{"dotted numbers", "02.11.2013 1.2.3 10:30 1.000.000", "02=#2 | 11=#11 | 2013=#2013 | 1=#1 | 2=#2 | 3=#3 | 10=#10 | 30=#30 | 1.000.000=#1000000"},
		{"currency", "$5bn 50% €3.5", "5=#5 | bn=bn | 50=#50 | 3.5=#3.5"},
		{"number words", "two Twenty-one hundred one first", "two=#2 | Twenty-one=#21 | hundred=#100 | one=1 | first=first"},
		{"arabic number words", "ثلاثة وزراء اثنين الاثنين خمسة عشر واحد مئتين", "ثلاثة=#3 | وزراء=وزراء | اثنين=#2 | الاثنين=الاثنين | خمسة عشر=#15 | واحد=1 | مئتين=#200"},
		{"sums", "2+2 2 + 2 ٢+٢ 2+2+1", "2+2=!2+2 | 2 + 2=!2+2 | ٢+٢=!2+2 | 2+2+1=!2+2+1"},
		{"spelled sums", "two-plus-two “two plus two” Two–plus–Two 2 plus 2 two “plus” two", "two-plus-two=!2+2 | two plus two=!2+2 | Two–plus–Two=!2+2 | 2 plus 2=!2+2 | two “plus” two=!2+2"},
		{"arabic sums", "اثنين زائد اثنين و2 زائد 2 «2+2»", "اثنين زائد اثنين=!2+2 | و=و | 2 زائد 2=!2+2 | 2+2=!2+2"},
		{"row of signed numbers", "+1 +1 +1 +1 +1 +1 +1 +1 +1 +1", "1 +1 +1 +1 +1 +1 +1 +1=!1+1+1+1+1+1+1+1 | 1 +1=!1+1"},
		{"japanese sum", "2プラス2", "2プラス2=!2+2"},
		{"no sum", "1,000 plus 200; two plus", "1,000=#1000 | plus=plus | 200=#200 | two=#2 | plus=plus"},
		{"languages", "C++ c# F#, .NET C++17 a.net B2B", "C++=!c++ | c#=!c# | F#=!f# | .NET=!.net | C++=!c++ | 17=#17 | a=a | net=net | B2B=!b2b"},
		{"designations", "S-400 S400 s-400s F-16s MH-17 Su-30MKI MiG-29 mid-1990s COVID-19", "S-400=!s400 | S400=!s400 | s-400s=!s400 | F-16s=!f16 | MH-17=!mh17 | Su-30MKI=!su30mki | MiG-29=!mig29 | mid=mid | 1990s=!1990s | COVID=covid | 19=#19"},
		{"arabic designations", "إس 400 اس-400 إف 16 ميغ-29 سو-35 إم إتش 17 إن 400", "إس 400=!s400 | اس-400=!s400 | إف 16=!f16 | ميغ-29=!mig29 | سو-35=!su35 | إم إتش 17=!mh17 | إن=ان | 400=#400"},
		{"russian designations", "С-400 с 400 МиГ-29", "С-400=!s400 | с=с | 400=#400 | МиГ-29=!mig29"},
		{"acronyms", "U.S. U.N. the U.S, e.g. U.S.'s أ.ف.ب J. Smith U.S.-led", "U.S.=!us | U.N.=!un | the=the | U.S=!us | e.g.=!eg | U.S.'s=!us | أ.ف.ب=!افب | J=j | Smith=smith | U.S.=!us | led=led"},
		{"us", "US us Us US's US-Japan", "US=!us | us=us | Us=us | US's=!us | US=!us | Japan=japan"},
		{"ampersand", "AT&T R&D a&b", "AT&T=!at&t | R&D=!r&d | a=a | b=b"},
		{"ordinals", "20th 3D 10km 5G", "20th=!20th | 3D=!3d | 10=#10 | km=km | 5G=!5g"},
		{"spelled ordinals", "nineteenth second التاسع عشر الثاني الثانية عشرة", "nineteenth=!19th | second=second | التاسع عشر=!19th | الثاني=الثاني | الثانية عشرة=!12th"},
		{"letter names after particles", "وإس 400 لإف-16 الإس-400 والتي 20", "وإس 400=!s400 | لإف-16=!f16 | الإس-400=!s400 | والتي=والتي | 20=#20"},
		{"words like letter names", "الآية 127 آية 5 اية 5 الايه 127 فاس 2013 التي 20 آس 3 واف 2 в ту 5", "الآية=الايه | 127=#127 | آية=ايه | 5=#5 | اية=ايه | 5=#5 | الايه=الايه | 127=#127 | فاس=فاس | 2013=#2013 | التي=التي | 20=#20 | آس=اس | 3=#3 | واف=واف | 2=#2 | в=в | ту=ту | 5=#5"},
		{"letter names with a hamza", "إيه-320 الإيه 10 ا\u0655ف 16 آر-7", "إيه-320=!a320 | الإيه 10=!a10 | ا\u0655ف 16=!f16 | آر-7=!r7"},
		{"leaning digits", "عام2013م 2013年", "عام=عام | 2013=#2013 | م=م | 2013=#2013 | 年=年"},
		{"no spaces", "日本語 ﾊﾞｽ ที่", "日=日 | 本=本 | 語=語 | ﾊﾞ=バ | ｽ=ス | ที่=ที่"},
		{"scripts", "Россия Ελλάς हिन्दी 한국어", "Россия=россия | Ελλάς=ελλάσ | हिन्दी=हिन्दी | 한국어=한국어"},
		{"emoji", "👍🏽 2️⃣ ok", "2=#2 | ok=ok"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, show(tc.text, Tokenize(tc.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
