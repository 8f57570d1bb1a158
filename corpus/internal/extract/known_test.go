package extract

import (
	"strings"
	"testing"

	"github.com/dalil-bot/dalil/corpus/source"
)

// TestKnown checks that files of folders and files of archives are chosen by the same names.
func TestKnown(t *testing.T) {
	for ext := range strings.FieldsSeq(`txt text md markdown html htm xhtml pdf docx docm odt rtf epub pptx odp xlsx xlsm ods csv tsv json jsonl ndjson
		eml mht mhtml mbox zip tar tgz gz bz2 tbz2 doc xls ppt msg xlsb dotx ott ots otp potx ppsx xltx DOCX
		png jpg mp4 exe go py iso tmp bak log`) {
		if Known("a."+ext) != source.Known("a."+ext) {
			t.Errorf("%s: an archive says %v, a folder %v", ext, Known("a."+ext), source.Known("a."+ext))
		}
	}
}
