package analysis

import "strings"

// irregularForms lists English words whose forms no stemmer brings together: each line is a base form and its others, the
// irregular ones and the other spelling of the two sides of the Atlantic. Only what a suffix rule misses stands here.
const irregularForms = `
arise arose arisen
awake awoke awoken
bear bore borne
beat beaten
become became
begin began begun
bend bent
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
cost
deal dealt
dig dug
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
fly flew flown
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
know knew known
lead led
leave left
lend lent
lie lay lain
lose lost
make made
mean meant
meet met
pay paid
ride rode ridden
ring rang rung
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shoot shot
sing sang sung
sink sank sunk
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
strike struck stricken
swear swore sworn
swim swam swum
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
understand understood
wear wore worn
win won
write wrote written
child children
man men
woman women
foot feet
tooth teeth
mouse mice
goose geese
analog analogue
armor armour
behavior behaviour
catalog catalogue
center centre
check cheque
color colour
defense defence
dialog dialogue
favor favour
fiber fibre
gray grey
harbor harbour
honor honour
humor humour
jewelry jewellery
labor labour
liter litre
maneuver manoeuvre
meter metre
mold mould
neighbor neighbour
offense offence
parlor parlour
pretense pretence
program programme
rumor rumour
skeptic sceptic
theater theatre
tire tyre
tumor tumour
`

// irregular maps an irregular form to its base form.
func irregular() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(irregularForms) {
		forms := strings.Fields(line)
		for _, form := range forms[min(1, len(forms)):] {
			table[form] = forms[0]
			if form[0] == forms[0][0] && len(form) > 4 && !strings.HasSuffix(form, "s") {
				table[form+"s"] = forms[0]
			}
		}
	}
	return table
}
