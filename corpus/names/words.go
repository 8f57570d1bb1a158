package names

// latinGiven are common given names of English and of the languages around it, and Arabic ones in Latin letters.
var latinGiven = set(`aaron abdul abdullah abraham adam adrian ahmed alan albert alex alexander alexandra alexei alfred ali alice allen amanda amy
 ana anatoly andrea andreas andrei andrew andy angela anna anne anthony antonio arthur ashley augustus barack barbara ben benjamin bernard beth bill
 bob boris brad brandon brian bruce bryan carl carlos carol caroline catherine charles charlotte chris christian christina christine christopher claire
 clara claude colin craig cynthia dan daniel david dean deborah denis dennis diana dick dmitri dmitry don donald dorothy douglas dwight ed edgar edmund edward
 elena elizabeth ellen emily emma emmanuel eric erik ernest eugene eva evan fernando fidel francis francisco frank franklin fred frederick friedrich
 fumio gary gennady geoffrey george gerald gerhard giovanni giuseppe gordon grace graham greg gregory hamid hans harold harry hassan heather heinrich helen
 helmut henri henry herbert hillary hosni howard hugh ian ibrahim igor irene isaac isabel ivan jack jacob jacques jake james jamie jan jane janet jason jean
 jeff jeffrey jennifer jeremy jerry jessica jesus jim jimmy joan joe john johann johannes jon jonathan jose josef joseph joshua juan judith julia julian julie
 julius karen karl kate katherine kathleen kathy keith kelly ken kenneth kevin khalid kim konstantin larry laura lauren lawrence lee leo leon leonard leonardo
 leonid leslie lewis linda lisa lloyd louis louise lucy ludwig luis luke mahmoud marc marco marcus margaret maria marie mario mark martha martin mary
 matthew maurice max maxim megan mel melissa michael michel michelle miguel mike mikhail mohamed mohammad mohammed moses muhammad mustafa nancy natalia
 nathan neil nelson nicholas nick nicolas nicole nikita nikola nikolai noah norman oleg oliver olga omar oscar otto owen pablo pamela patricia patrick paul
 pedro peter phil philip philippe phillip pierre rachel ralph raymond rebecca rené richard rick rob robert roberto robin rodney roger roland ron ronald rosa ross
 roy russell ruth ryan saddam sally sam samuel sandra sarah scott sean sebastian sergei sergey sergio seth shane sharon shinzo sidney sigmund simon sophia sophie
 stanley stefan stephanie stephen steve steven stuart susan ted teresa terry theodore theresa thomas tim timothy todd tom tommy tony ursula vera victor victoria
 vincent viktor virginia vladimir vyacheslav walter warren wayne wilhelm william winston wolfgang xavier yasser yasuo yitzhak yoshihide yuri yusuf zachary`)

// latinTitles stand before a name, in small letters too: titles, offices, trades. Words of two meanings are left out
// where the other one stands in names of things.
var latinTitles = set(`mr mrs ms miss dr prof professor sir dame lord lady president premier minister prime foreign defence defense interior finance
 chancellor secretary king queen prince princess emperor empress tsar czar sultan emir sheikh shaikh ayatollah pope bishop archbishop cardinal rabbi imam
 pastor reverend rev father senator sen congressman congresswoman representative rep governor gov mayor ambassador envoy chairman chairwoman chairperson
 chair ceo director manager general gen admiral adm marshal colonel col major maj captain capt lieutenant lt sergeant sgt commander commissioner judge
 justice attorney lawyer spokesman spokeswoman spokesperson speaker leader deputy vice former late founder author writer novelist poet playwright
 journalist reporter editor historian philosopher physicist chemist biologist mathematician scientist astronomer economist engineer inventor architect
 artist painter composer singer musician rapper actor actress comedian filmmaker producer coach quarterback striker goalkeeper player analyst
 researcher expert activist businessman entrepreneur billionaire explorer astronaut cosmonaut missionary colleague counterpart counterparts
 wife husband son daughter brother sister mother baron baroness count countess duke duchess earl dictator candidate nominee dean doctor
 ministers presidents secretaries chancellors kings queens premiers senators generals judges princes bishops archaeologist`)

// titleLinks go on a title: "Secretary of State", "Chief of Staff".
var titleLinks = set("of state staff the and for affairs chief executive elect designate")

// connectors go on a run of capitalised words where one follows.
var connectors = set("of the de del della di da do dos das du des la le las los van von der den ter ten zu zur bin ibn bint ben al el abu y e und af av")

// nameParticles stand within people's names; personParticles in no others.
var (
	nameParticles   = set("de del della di da do dos das du des la le van von der den ter ten zu bin ibn bint ben al el abu af av")
	personParticles = set("van von bin ibn bint ben al abu ter der den di da dos")
)

// numerals end names of kings and popes, and juniors'.
var numerals = set("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi jr sr")

// abbreviations have a full stop that does not end a sentence.
var abbreviations = set("mr mrs ms dr prof st gen col lt sgt capt maj adm gov sen rep rev hon jr sr mt ft no vs us uk un")

// calendar holds months and days, which border on names without being part of them.
var calendar = set("january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec")

// functionWords begin sentences without being names.
var functionWords = set(`a an the this that these those it its he she they we you i his her their our your my who whom whose which what when where why
 how and or but nor so yet if then than as at by for from in into of off on onto out over to up down with within without about above across after against
 along among around before behind below beneath beside between beyond despite during except following inside like near outside per since through
 throughout toward towards under underneath until upon via while because although though unless whereas whether is are was were be been being am do does did
 has have had having can could may might must shall should will would not no yes also however moreover furthermore therefore thus hence meanwhile
 nevertheless otherwise instead indeed still even only just both either neither each every all any some many much more most few several other others another
 such same there here now today tomorrow yesterday once twice again always never often sometimes later earlier recently soon first second third last next
 one two three four five six seven eight nine ten according due given based unlike along let once perhaps maybe
 asked added speaking on once well too very when whenever wherever et le la les der die das ein eine el los las il un une`)

// personVerbs follow people's names.
var personVerbs = set(`said says say told tells added adds asked who wrote writes argued argues believes believed thinks thought explained explains noted
 announced warned insisted replied recalled suggested claimed born died married resigned tweeted testified joked whose stated acknowledged admitted denied
 pleaded graduated`)

// notPerson are words that people's names do not hold, above all names of places and things.
var notPerson = set(`river rivers lake sea ocean gulf bay strait channel island islands mountain mountains mount hill hills valley desert peninsula coast
 beach falls forest park garden gardens street avenue road square bridge tower castle palace house hall cathedral temple mosque abbey airport station
 stadium arena dome field city town village county state states province region district republic kingdom empire dynasty nation nations world war wars
 battle treaty agreement accord accords convention conference summit talks act law bill constitution amendment declaration revolution uprising spring summer
 winter autumn olympics olympic games cup bowl championship championships tournament series season prize award awards medal festival day night week year century age era
 period plague death fever disease syndrome virus theory theorem principle equation effect number numbers system project program programme plan policy
 report study book bible quran novel album song film movie show magazine newspaper journal times post news daily weekly review tribune herald guardian
 telegraph north south east west northern southern eastern western central new old great greater upper lower middle san santa saint los las el fort port
 english language languages language culture history art music science technology computer software internet web site google facebook twitter youtube apple
 microsoft amazon army navy force forces police guard guards air security affairs relations development trade economy energy oil gas nuclear
 television radio channel broadcasting entertainment pictures sports sport football baseball basketball soccer league team broncos panthers giants patriots steelers
 stars star trek wars jersey windows house white black red blue green golden silver grand royal national international federal united general common
 christmas easter ramadan islam christianity judaism catholic protestant orthodox muslim christian jewish islamic democrat democrats republican republicans
 communist socialist liberal conservative labour nazi latin greek roman gothic medieval renaissance middle ages holy civil cold
 super high low big little long free first second third protocol protocols doctrine memorial monument museum library theatre theater gallery building
 center centre plaza mall market hotel hospital prison camp base canal dam railway line express train ship boat aircraft missile rocket satellite space
 station moon sun mars earth venus jupiter act acts code standard model type class commons residential marathon public health colonial who
 first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth`)

// orgWords are in names of organisations, not of people.
var orgWords = set(`ministry university party corp corporation inc ltd llc plc company companies co council agency bank church parliament union commission
 committee association institute institution group foundation league federation department court congress senate bureau authority organization organisation
 society club college school academy airlines airways network studios records fund trust front movement alliance coalition assembly board office service
 services hospital industries motors systems technologies laboratories laboratory cabinet administration exchange chamber brigade brigades administration
 brotherhood initiative partners holdings enterprises press orchestra gazprom rosneft`)

// acronymTraps are words in capitals that name no organisation.
var acronymTraps = set(`am pm tv dvd ceo cfo mp bc ad ce bce dna rna hiv aids gdp gmt utc est pst cd pc it id ok pr hr uk us usa uae ussr dprk drc prc url
 html http https www faq pdf isbn gps lcd led usb ram rom cpu gpu sms sim vip ufo diy asap fyi rip sos abc dj mvp nfl-c afc nfc qb ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xx xxi
 gnp hd uhd phd mba ba ma bsc msc md jr sr st mt ft km kg mph kph`)
