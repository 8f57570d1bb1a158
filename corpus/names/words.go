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
