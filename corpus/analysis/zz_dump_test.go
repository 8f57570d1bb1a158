package analysis
import ("testing";"fmt";"os";"path/filepath";"sort")
func TestZZDump(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/articles/*.txt")
	more, _ := filepath.Glob("../../../shared/eval/*/corpus/*")
	if os.Getenv("MORE") != "" { files = append(files, more...) }
	c := map[string]int{}
	for _, f := range files {
		b, _ := os.ReadFile(f)
		text := string(b)
		for _, tok := range Tokenize(text) {
			if tok.Kind == Symbol || tok.Kind == Number && tok.Fold != tok.Of(text) { c[fmt.Sprintf("%d %s <- %q", tok.Kind, tok.Fold, tok.Of(text))]++ }
		}
	}
	var k []string
	for x := range c { k = append(k, x) }
	sort.Strings(k)
	for _, x := range k { fmt.Println(c[x], x) }
}
