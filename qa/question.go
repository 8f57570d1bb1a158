package qa

// A Type is what kind of thing a question asks for.
type Type string

// The types of answers. A question may ask for one of them or for a list.
const (
	Person       Type = "person"
	Place        Type = "place"
	Country      Type = "country"
	Organisation Type = "organisation"
	Date         Type = "date"
	Number       Type = "number"
	Amount       Type = "amount" // of money
	Duration     Type = "duration"
	Reason       Type = "reason"
	Definition   Type = "definition"
	Polar        Type = "yes-no"
	Choice       Type = "choice" // which of two that the question names
	Thing        Type = "thing"  // anything else: a noun phrase
)

// An Analysis is what was understood of a question.
type Analysis struct {
	Text  string   `json:"text"` // the question, made to stand alone
	Lang  string   `json:"lang"`
	Type  Type     `json:"type"`
	List  bool     `json:"list"`            // several values are asked for
	Count int      `json:"count,omitempty"` // how many are asked for, 0 where the question does not say
	Focus string   `json:"focus,omitempty"` // the noun asked for: "islands" of "which islands …"
	Names []string `json:"names,omitempty"` // identifiers of what it names, such as "@JP"
}
