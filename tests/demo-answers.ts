/**
 * What the demo people answered in "Overstap naar mbo (tot 23)", as plain data for the demo and the tests.
 * Each is a whole set in the person's own voice; Sam's Dutch is meant to be a little broken. A question that
 * is missing was never reached, because the question it comes after has no answer.
 */

/** The value of an answer, per type of question. */
export type AnswerValue =
	/** short-text, long-text */
	| { text: string }
	/** one-choice */
	| { option: string }
	| { other: string }
	/** several-choices */
	| { options: string[]; other?: string }
	/** strengths: one to five cards */
	| { cards: { key: string; example: string }[] }
	/** needs */
	| { needs: { key: string; how: string }[]; other?: string }
	/** course-choice; `starts` is YYYY-MM-DD, absent when not known */
	| { course: string; school: string; starts?: string }
	/** three-sentences: one to three */
	| { sentences: string[] }
	/** scale */
	| { score: number; lower?: string; higher?: string }
	/** people: one to six */
	| { people: { name: string; who: string; mayAsk: boolean }[] }
	/** steps: one to three */
	| { steps: { what: string; when: string; help: string }[] };

/** 'unknown' is "weet ik niet", 'skipped' is "sla ik over". */
export type DemoAnswers = Record<string, AnswerValue | 'unknown' | 'skipped'>;

/** 15, vmbo-basis, reads with difficulty, Dutch is the second language. */
const sam: DemoAnswers = {
	blij: { text: 'Voetbal. En fietsen maken met mijn oom.' },
	trots: { text: 'Ik heb fiets van buurman gemaakt. Hij is heel blij.' },
	taken: { text: 'Ik haal mijn broertje van school. Zaterdag help ik mijn oom.' },
	'mensen-om-mij': { text: 'Mijn zus Rana. Mijn oom. Coach Ben.' },
	'anderen-over-mij': { text: 'Mijn oom zegt: jij hebt goede handen.' },
	'in-groep': { options: ['kijken', 'meedoen'] },
	'talen-thuis': { text: 'Arabisch. Met mijn zus ook Nederlands.' },
	'school-nu': { text: 'De Wending' },
	niveau: { option: 'vmbo-basis' },
	profiel: { option: 'mobiliteit' },
	'over-mij': { text: 'Het gaat goed met mij als iemand rustig praat. Ik lach veel.' },
	kwaliteiten: {
		cards: [
			{ key: 'handig', example: 'Ik maak band, rem en ketting. Alleen.' },
			{ key: 'talen', example: 'Ik praat voor mijn moeder bij de dokter.' },
			{ key: 'helpen', example: 'Nieuwe jongen in de klas. Ik loop met hem mee.' }
		]
	},
	'goed-in': { text: 'Praktijk. Voetbal. Rekenen gaat ook.' },
	'stage-werk': { text: 'Stage bij fietsenwinkel. Wiel recht maken. Klant eerst gedag zeggen.' },
	'hoe-ik-leer': { options: ['kijken', 'doen', 'kleine-stappen'] },
	plannen: { options: ['iemand'], other: 'Mijn zus zegt het.' },
	digitaal: { options: ['berichten', 'vertalen', 'beeld'] },
	'beter-in': { text: 'Lezen. Ik lees nu korte boeken.' },
	'werk-later': { text: 'Fietsenmaker. Later eigen winkel.' },
	keuze1: { course: 'Fietstechnicus (mbo 2)', school: 'ROC Tweestromen, College Techniek & ICT', starts: '2027-08-01' },
	'keuze1-waarom': { text: 'Ik maak graag fietsen. Stage was leuk. Ik kan het goed.' },
	'keuze1-ontdekt': { options: ['stage-werk', 'iemand'] },
	'keuze1-dag': { text: 'Veel fietsen maken. Een beetje lezen en rekenen. Ik ga met de bus.' },
	keuze2: { course: 'Autotechnicus (mbo 2)', school: 'ROC Tweestromen, College Techniek & ICT' },
	'keuze2-waarom': { text: 'Auto is ook maken. Dat vind ik ook leuk.' },
	spannend: { text: 'Veel nieuwe mensen. En lange teksten.' },
	doorgaan: { text: 'Als ik het boek niet snap. En niemand legt het uit.' },
	'zin-in': { text: 'Nieuwe vrienden. En werken met echt gereedschap.' },
	'hielp-eerder': { text: 'De juf legt het nog een keer uit. Met een plaatje.' },
	nodig: {
		needs: [
			{ key: 'voorlezen', how: 'Met oortje op de computer.' },
			{ key: 'meer-tijd', how: 'Bij toets. Ik lees langzaam.' },
			{ key: 'taal', how: 'Moeilijke woorden eerst uitleggen.' },
			{ key: 'duidelijke-opdrachten', how: 'Korte zinnen. Met plaatje.' }
		]
	},
	'hulp-buiten-school': { text: 'Mijn zus. Zij leest brieven met mij.' },
	signalen: { text: 'Ik ben stil. Ik lach niet. Mijn zus ziet het eerst.' },
	'wat-dan': { text: 'Even praten. Niet waar de klas bij is.' },
	gezondheid: { text: 'Ik heb een bril. Ik wil vooraan zitten.' },
	thuis: { text: 'Ons huis is vol. Leren kan ik beter op school.' },
	hulpverleners: { text: 'Nee.' },
	'zelf-vertellen': { text: 'Hardop lezen vind ik niet fijn. Ik zeg het zelf tegen de leraar.' },
	'over-een-jaar': { text: 'Ik ben over. Ik heb mijn eigen gereedschap.' },
	'drie-zinnen': {
		sentences: ['Ik maak alles met mijn handen.', 'Leg het rustig uit. Met een plaatje.', 'Ik lees langzaam, maar ik snap het wel.']
	}
};

/** 20, hen/diens, stopped mbo 4 after father's death, in therapy, finds a new course scary. Not at a school now. */
const noah: DemoAnswers = {
	blij: { text: 'Tekenen met muziek op. Wandelen met de hond van de buren, liefst vroeg, als het nog stil is.' },
	trots: { text: 'Dat ik dit jaar weer ben gaan tekenen. Eén tekening hangt nu in het buurthuis.' },
	taken: { text: 'Ik help op woensdag in het buurthuis met de tekenclub voor kinderen. Thuis kook ik drie keer in de week.' },
	'mensen-om-mij': { text: 'Mijn vriendin Fenna, mijn moeder en Joke van het buurthuis.' },
	'anderen-over-mij': { text: 'Dat ik goed kijk. Joke zegt dat kinderen bij mij rustig worden.' },
	'in-groep': { options: ['kijken', 'een-of-twee'], other: 'Als ik mensen ken, praat ik best veel.' },
	'talen-thuis': { text: 'Nederlands' },
	'school-nu': { text: 'ROC Tweestromen, College Zorg & Welzijn. Nu zit ik niet op school.' },
	niveau: { option: 'mbo-4' },
	profiel: { other: 'Verpleegkunde, anderhalf jaar gedaan' },
	'over-mij': {
		text: 'Ik ben Noah en ik gebruik hen en diens. Het gaat goed met mij als mensen dat gewoon doen en er geen ding van maken.'
	},
	kwaliteiten: {
		cards: [
			{ key: 'ideeen', example: 'Voor de tekenclub bedacht ik een strip waar elk kind één vakje van maakte.' },
			{ key: 'luisteren', example: 'Op stage vertelde een meneer mij over zijn vrouw. Hij zei dat hij dat nog aan niemand had verteld.' },
			{ key: 'doorzetten', example: 'Na een lange tijd niets doen ben ik weer begonnen, met één ochtend in de week.' }
		]
	},
	'goed-in': { text: 'Tekenen, kleuren kiezen, posters maken op de computer. Vroeger ook biologie en Nederlands.' },
	'stage-werk': { text: 'Hoe je iemand op zijn gemak stelt zonder veel te zeggen. En dat ik beter overdag werk dan in de nacht.' },
	'hoe-ik-leer': { options: ['kijken', 'rust', 'kleine-stappen', 'met-een-ander'] },
	plannen: { options: ['agenda', 'iemand', 'leer-nog'] },
	digitaal: { options: ['mailen', 'typen', 'presentatie', 'zoeken', 'samen-bestand', 'beeld', 'formulier'] },
	'beter-in': { text: 'Opstaan. Een jaar geleden lukte dat vaak niet, nu bijna elke dag.' },
	'werk-later': 'unknown',
	keuze1: {
		course: 'Mediavormgever (mbo 4)',
		school: 'ROC Tweestromen, College Techniek & ICT',
		starts: '2027-08-01'
	},
	'keuze1-waarom': {
		text: 'Ik teken elke dag. De poster voor het buurthuis was de eerste opdracht in lange tijd die ik af wilde maken.'
	},
	'keuze1-ontdekt': { options: ['internet', 'gesprek-school', 'iemand'] },
	'keuze1-dag': { text: 'Ik denk veel opdrachten op de computer, ook in groepjes. Ik zou graag eerst een ochtend meelopen.' },
	keuze2: { course: 'Begeleider specifieke doelgroepen (mbo 3)', school: 'ROC Tweestromen, College Zorg & Welzijn' },
	'keuze2-waarom': { text: 'Dan kan ik tekenen met andere mensen. Kleine groepen, dat past bij mij.' },
	spannend: { text: 'Bijna alles. Het meest: een klas met allemaal nieuwe mensen die jonger zijn, en dat het weer niet lukt.' },
	doorgaan: { text: 'Als alles tegelijk moet en ik achterloop. Dan durf ik niet meer te komen, terwijl ik wel wil.' },
	'zin-in': { text: 'Een eigen plek met een tekentafel of een goed scherm.' },
	'hielp-eerder': {
		text: 'Een docent die op maandag even appte: ben je er? Geen preek. En dat ik een toets later mocht doen.'
	},
	nodig: {
		needs: [
			{ key: 'vaste-persoon', how: 'Iemand die ik één keer uitleg hoe het zit, en die het onthoudt.' },
			{ key: 'vaak-gesprek', how: 'Elke twee weken tien minuten. Wandelen mag ook.' },
			{ key: 'kleinere-groep', how: 'De eerste weken bij opdrachten met twee of drie mensen.' },
			{ key: 'later-beginnen', how: 'Een paar weken opbouwen: eerst drie dagen, dan vier.' }
		],
		other: 'Dat mijn naam en hen/diens meteen goed in alle lijsten staan.'
	},
	'hulp-buiten-school': { text: 'Fenna gaat mee naar nieuwe plekken. Mijn moeder helpt met brieven en geld.' },
	signalen: { text: 'Ik antwoord niet meer op appjes en zeg dat alles prima is. Fenna merkt het als eerste.' },
	'wat-dan': { text: 'Gewoon vragen: wat is er vandaag wél te doen? En mij niet aan de klas laten uitleggen waar ik was.' },
	gezondheid: { text: 'Ik ben sneller moe dan vroeger. Een dag met een leeg uur ertussen houd ik wel vol.' },
	thuis: {
		text: 'Mijn vader is twee jaar geleden overleden. Toen ben ik gestopt. Thuis zijn mijn moeder en ik nu met z’n tweeën. In maart heb ik een paar moeilijke dagen.'
	},
	hulpverleners: {
		text: 'Ik heb elke dinsdagochtend therapie. Dat wil ik houden. Jullie mogen niet zelf bellen, wel via mij iets vragen.'
	},
	'zelf-vertellen': { text: 'Over mijn vader vertel ik zelf, aan mijn vaste persoon. De klas hoeft het nog niet te weten.' },
	'over-een-jaar': { text: 'Dat ik er nog ben. En dat er werk van mij aan de muur hangt.' },
	'drie-zinnen': {
		sentences: [
			'Ik ben Noah en ik gebruik hen en diens. Doe dat gewoon, dan gaat het goed.',
			'Ik begin graag rustig: eerst drie dagen, dan vier.',
			'Als ik tekenen mag, houd ik alles vol.'
		]
	}
};

/** 20, two unfinished courses, now entree-bbl with a stage as truck mechanic. */
const deniz: DemoAnswers = {
	blij: { text: 'Motoren. Het geluid als hij weer start. En eten bij mijn moeder op zondag.' },
	trots: { text: 'Ik ben al acht maanden elke dag op mijn stage. Eén keer te laat, door de trein.' },
	taken: { text: 'Vier dagen in de garage, één dag school. Ik breng mijn zusje naar training.' },
	'mensen-om-mij': { text: 'Mijn baas Henk, mijn moeder en mijn neef Emre.' },
	'anderen-over-mij': { text: 'Henk zegt: jij zeurt niet, jij pakt aan. Mijn zusje vindt mij grappig.' },
	'in-groep': { options: ['grapjes', 'helpen'], other: 'Hangt van de groep af.' },
	'talen-thuis': { text: 'Turks en Nederlands door elkaar.' },
	'school-nu': { text: 'ROC Tweestromen, entree' },
	niveau: { option: 'mbo-1' },
	profiel: { other: 'Entree, assistent mobiliteitsbranche (bbl)' },
	'over-mij': {
		text: 'Het gaat goed met mij als mensen eerlijk zijn. Ik kijk soms boos, maar dan denk ik na. Kijk naar wat ik nu doe.'
	},
	kwaliteiten: {
		cards: [
			{ key: 'handig', example: 'Ik heb zelf de remmen van een vrachtwagen vervangen. Henk controleerde, alles was goed.' },
			{ key: 'rekenen-op', example: 'Toen de sleutelploeg ziek was, stond ik er om zes uur.' },
			{ key: 'rustig', example: 'Een chauffeur stond te schreeuwen. Ik ben rustig gebleven en heb koffie gehaald.' },
			{ key: 'doorzetten', example: 'Twee opleidingen niet afgemaakt. Deze maak ik af.' }
		]
	},
	'goed-in': { text: 'Techniek, storing zoeken, met klanten praten. Op school rekenen.' },
	'stage-werk': { text: 'Remmen, olie, banden, een storing uitlezen. En: bel even als je te laat bent.' },
	'hoe-ik-leer': { options: ['doen', 'kijken', 'praten', 'met-een-ander'] },
	plannen: { options: ['telefoon', 'laatste'] },
	digitaal: { options: ['berichten', 'zoeken', 'formulier'], other: 'Auto’s uitlezen met de laptop.' },
	'beter-in': { text: 'Bellen als er iets is. Vroeger bleef ik gewoon weg.' },
	'werk-later': { text: 'Monteur bij vrachtwagens. Ooit chef van een werkplaats.' },
	keuze1: {
		course: 'Bedrijfsautotechnicus (mbo 2, bbl)',
		school: 'ROC Tweestromen, College Techniek & ICT',
		starts: '2027-08-01'
	},
	'keuze1-waarom': { text: 'Op stage vergeet ik de tijd. Henk wil mij houden als ik mijn diploma ga halen.' },
	'keuze1-ontdekt': { options: ['stage-werk', 'gesprek-school'] },
	'keuze1-dag': { text: 'Vier dagen werken, één dag school. Op school theorie en een werkplaats. Dat ken ik al van entree.' },
	keuze2: { course: 'Logistiek medewerker (mbo 2, bbl)', school: 'ROC Tweestromen, College Techniek & ICT', starts: '2027-08-01' },
	'keuze2-waarom': { text: 'Ook bezig zijn, ook vrachtwagens. Maar liever sleutelen.' },
	spannend: { text: 'De toetsen Nederlands. En of ze mij een eerlijke kans geven.' },
	doorgaan: { text: 'Als ik de hele dag in een lokaal zit en niets met mijn handen doe. Zo ging het de vorige keren.' },
	'zin-in': { text: 'Grotere klussen. En straks mijn vrachtwagenrijbewijs.' },
	'hielp-eerder': { text: 'Mijn stagebegeleider belde mij ’s ochtends gewoon op. En één docent die niet opgaf.' },
	nodig: {
		needs: [
			{ key: 'vaste-persoon', how: 'Eén docent die ook op de garage langskomt.' },
			{ key: 'geld-laptop', how: 'Een laptop lenen, en gereedschap in delen betalen.' },
			{ key: 'passende-stage', how: 'Bij Henk blijven.' },
			{ key: 'duidelijke-opdrachten', how: 'Zeg wat af moet en wanneer. Dan doe ik het.' }
		]
	},
	'hulp-buiten-school': { text: 'Henk geeft goede raad. Mijn neef helpt met formulieren.' },
	signalen: { text: 'Ik neem mijn telefoon niet op. Henk ziet het als eerste, ik zeg dan niks meer.' },
	'wat-dan': { text: 'Bel mij, niet mailen. En vraag eerst hoe het is, niet meteen waar ik was.' },
	gezondheid: { text: 'Ik slaap slecht als er veel speelt. Een rustige start op maandag helpt.' },
	thuis: { text: 'Ik slaap nu bij mijn moeder op de bank. Huiswerk doe ik liever op school of in de kantine van de garage.' },
	hulpverleners: { text: 'Een jongerenwerker, Samira. Met haar mag school praten, als ik het weet.' },
	'zelf-vertellen': {
		text: 'Ik heb een keer met de politie te maken gehad, drie jaar geleden. Dat is klaar. En ik heb geldzorgen, daar werk ik aan. Beide vertel ik zelf, aan mijn mentor, als ik die een beetje ken.'
	},
	'over-een-jaar': { text: 'Dat mijn moeder mijn papieren ziet en zegt: het is je gelukt.' },
	'drie-zinnen': {
		sentences: [
			'Kijk naar wat ik nu doe: acht maanden elke dag op mijn stage.',
			'Ik leer met mijn handen, niet de hele dag in een lokaal.',
			'Is er iets? Bel mij, niet mailen.'
		]
	}
};

/** 19, vmbo-tl, groups are hard, works in a supermarket. */
const luka: DemoAnswers = {
	blij: { text: 'Computers bouwen, oude games, en ’s avonds fietsen als er niemand op straat is.' },
	trots: { text: 'Ik doe nu zelf de bestelling van de zuivel. Er wordt minder weggegooid sinds ik dat doe.' },
	taken: { text: 'Ik werk drie avonden in de supermarkt. Ik vul de zuivel bij en ik doe de bestelling.' },
	'mensen-om-mij': { text: 'Mijn vader, mijn teamleider Wilma en mijn vriend Jochem.' },
	'anderen-over-mij': { text: 'Wilma zegt dat ik fouten zie die niemand ziet.' },
	'in-groep': { options: ['kijken', 'een-of-twee', 'alleen'] },
	'talen-thuis': { text: 'Nederlands, met opa Kroatisch' },
	'school-nu': { text: 'De Wending, in 2024 klaar' },
	niveau: { option: 'vmbo-tl' },
	profiel: { option: 'economie' },
	'over-mij': { text: 'Het gaat goed met mij als ik vooraf weet wat er gaat gebeuren. Ik zeg weinig, maar ik let wel op.' },
	kwaliteiten: {
		cards: [
			{ key: 'netjes', example: 'In mijn vak in de koeling staat nooit iets over de datum.' },
			{ key: 'nieuwsgierig', example: 'De scanner deed het niet. Ik heb uitgezocht waarom en een briefje gemaakt voor de anderen.' },
			{ key: 'rekenen-op', example: 'In twee jaar ben ik nooit zonder bericht weggebleven.' }
		]
	},
	'goed-in': { text: 'Computers, wiskunde, dingen ordenen, één ding tegelijk heel goed doen.' },
	'stage-werk': { text: 'Bestellen, vooruitdenken, en dat ik beter vraag wat eerst moet als het druk is.' },
	'hoe-ik-leer': { options: ['kijken', 'doen', 'rust', 'kleine-stappen', 'alleen'] },
	plannen: { options: ['telefoon', 'agenda'], other: 'Drie wekkers.' },
	digitaal: {
		options: ['mailen', 'typen', 'rekenblad', 'zoeken', 'samen-bestand', 'formulier', 'bouwen']
	},
	'beter-in': { text: 'Iets vragen aan collega’s. Eerst wachtte ik tot ze weg waren.' },
	'werk-later': { text: 'Computers maken in een rustige werkplaats. Of magazijnchef, dat kan ik me ook voorstellen.' },
	keuze1: {
		course: 'Allround medewerker IT systems and devices (mbo 3)',
		school: 'ROC Tweestromen, College Techniek & ICT'
	},
	'keuze1-waarom': { text: 'Ik repareer al computers voor buren. Als iets stuk is, wil ik weten waarom.' },
	'keuze1-ontdekt': { options: ['internet', 'test', 'iemand'] },
	'keuze1-dag': { text: 'Een lokaal met veel computers. Korte uitleg, dan zelf werken. Ik hoop niet te veel presenteren.' },
	keuze2: 'unknown',
	spannend: { text: 'De pauzes. Ik weet niet waar ik dan moet staan.' },
	doorgaan: { text: 'Als het rooster steeds verandert en alles in groepen moet.' },
	'zin-in': { text: 'Mensen die ook van computers houden.' },
	'hielp-eerder': { text: 'Een plek aan de zijkant en opdrachten op papier. Op werk: een vaste taak en een lijst.' },
	nodig: {
		needs: [
			{ key: 'rustige-plek', how: 'Een tafel aan de zijkant, met mijn koptelefoon op.' },
			{ key: 'kleinere-groep', how: 'Opdrachten met twee, niet met vijf.' },
			{ key: 'duidelijke-opdrachten', how: 'Op papier, één ding tegelijk.' },
			{ key: 'pauzes', how: 'Ergens waar ik in de pauze alleen mag zitten.' },
			{ key: 'hulp-plannen', how: 'Op maandag tien minuten de week bekijken.' }
		]
	},
	'hulp-buiten-school': { text: 'Mijn vader, met plannen. Wilma, als er iets op werk is.' },
	signalen: { text: 'Ik kijk alleen nog naar mijn tafel en maak niets meer af. Mijn vader ziet het als eerste.' },
	'wat-dan': { text: 'Mij een kwartier laten gaan. Daarna één klein ding geven dat ik af kan maken.' },
	gezondheid: { text: 'Na drie lessen is mijn hoofd vol. Dan moet ik een kwartier nergens heen.' },
	thuis: 'skipped',
	hulpverleners: { text: 'Een coach, één keer per maand. Die mag meekomen naar het eerste gesprek.' },
	'zelf-vertellen': { text: 'Waarom ik soms wegloop. Dat leg ik zelf uit, aan mijn mentor, het liefst op papier.' },
	'over-een-jaar': { text: 'Dat ik elke week ben geweest. En één iemand in de klas goed ken.' },
	'drie-zinnen': {
		sentences: [
			'Ik werk het best aan één ding tegelijk.',
			'Opdrachten heb ik graag op papier.',
			'Ik zeg weinig, maar ik let wel op en ik zie fouten die niemand ziet.'
		]
	}
};

/** 16, vmbo-tl: plain and short, for the generated classmates. */
const classmate: DemoAnswers = {
	blij: { text: 'Sporten en chillen met vrienden.' },
	trots: { text: 'Dat ik over ben gegaan.' },
	taken: { text: 'Ik heb een bijbaan, folders rondbrengen.' },
	'mensen-om-mij': { text: 'Mijn ouders en mijn trainer.' },
	'anderen-over-mij': { text: 'Dat je met mij kunt lachen.' },
	'in-groep': { options: ['praten', 'meedoen'] },
	'talen-thuis': { text: 'Nederlands' },
	'school-nu': { text: 'De Wending, klas 4' },
	niveau: { option: 'vmbo-tl' },
	profiel: { option: 'zorg-welzijn' },
	'over-mij': { text: 'Het gaat goed met mij als het gezellig is en ik weet wat ik moet doen.' },
	kwaliteiten: {
		cards: [
			{ key: 'samenwerken', example: 'Bij ons profielwerkstuk heb ik de taken verdeeld.' },
			{ key: 'humor', example: 'Mijn vriend was verdrietig en ik kreeg hem aan het lachen.' }
		]
	},
	'goed-in': { text: 'Gym, Engels en omgaan met kinderen.' },
	'stage-werk': { text: 'Op mijn stage leerde ik voorlezen aan een groep kleuters.' },
	'hoe-ik-leer': { options: ['doen', 'in-groepje'] },
	plannen: { options: ['telefoon'] },
	digitaal: { options: ['mailen', 'typen', 'presentatie', 'beeld'] },
	'beter-in': { text: 'Op tijd beginnen met leren.' },
	'werk-later': { text: 'Iets met kinderen.' },
	keuze1: {
		course: 'Pedagogisch medewerker kinderopvang (mbo 3)',
		school: 'ROC Tweestromen, College Zorg & Welzijn',
		starts: '2027-08-01'
	},
	'keuze1-waarom': { text: 'Mijn stage op de opvang was leuk.' },
	'keuze1-ontdekt': { options: ['open-dag', 'stage-werk'] },
	'keuze1-dag': { text: 'Lessen, oefenen met elkaar en stage.' },
	keuze2: 'skipped',
	spannend: { text: 'Een nieuwe klas.' },
	doorgaan: 'unknown',
	'zin-in': { text: 'Nieuwe mensen en stage.' },
	'hielp-eerder': { text: 'Samen leren met een vriend.' },
	nodig: { needs: [{ key: 'hulp-plannen', how: 'Af en toe samen kijken wat ik nog moet doen.' }] },
	'hulp-buiten-school': { text: 'Mijn moeder, met huiswerk.' },
	signalen: { text: 'Dan ben ik stil. Mijn vrienden merken het.' },
	'wat-dan': { text: 'Vragen wat er is.' },
	gezondheid: 'skipped',
	thuis: 'skipped',
	hulpverleners: 'skipped',
	'zelf-vertellen': 'skipped',
	'over-een-jaar': { text: 'Dat ik over ben naar het tweede jaar.' },
	'drie-zinnen': { sentences: ['Ik werk goed samen.', 'Ik heb nodig: af en toe samen kijken wat ik nog moet doen.'] }
};

export const demoAnswers: Record<'sam' | 'noah' | 'deniz' | 'luka' | 'classmate', DemoAnswers> = {
	sam,
	noah,
	deniz,
	luka,
	classmate
};
