/**
 * Who may open each address. A route without an entry fails tests/conventions/routes.test.ts; tests/journeys/guards.spec.ts
 * opens each as everybody who may not.
 */
export type Who =
	/** Everybody, signed in or not. */
	| 'everybody'
	/** Whoever is signed in. */
	| 'signed-in'
	/** Whoever is signed in: a link that is not theirs, or nobody's, is gone. */
	| 'own-link'
	/** The young person it belongs to. */
	| 'youth'
	/** Who guides young people: a mentor or a consultant. */
	| 'guide'
	| 'intaker'
	/** The support coordinator of a school. */
	| 'coordinator'
	/** A consultant of a Doorstroompunt. */
	| 'consultant'
	/** Any professional. */
	| 'staff'
	/** Everybody, in demo mode only. */
	| 'demo';

export const routes: Record<string, Who> = {
	'/': 'everybody',
	'/inloggen': 'everybody',
	'/inloggen/code': 'everybody',
	'/inloggen/vergeten': 'everybody',
	'/inloggen/nieuw-wachtwoord/[token]': 'everybody',
	'/account/blijf': 'everybody',
	'/uitloggen': 'everybody',
	'/meedoen': 'everybody',
	'/meedoen/[code]': 'everybody',
	'/controle': 'everybody',
	'/controle/[code]': 'everybody',
	'/deel/[token]': 'everybody',
	'/verwijderd/[token]': 'everybody',
	'/vraag/[token]': 'everybody',
	'/voorbeeld': 'everybody',
	'/deel/[token]/pdf': 'everybody',
	'/deel/[token]/pdf/bestand': 'everybody',
	'/hulp': 'everybody',
	'/privacy': 'everybody',
	'/toegankelijkheid': 'everybody',
	'/gezond': 'everybody',
	'/demo': 'demo',
	'/demo/post': 'demo',
	'/demo/post/[id]': 'demo',
	'/account': 'signed-in',
	'/account/apparaten': 'signed-in',
	'/account/bevestigen/[token]': 'own-link',
	'/account/herinneringen': 'signed-in',
	'/paspoort': 'youth',
	'/paspoort/overzicht': 'youth',
	'/paspoort/nieuw': 'youth',
	'/paspoort/groei': 'youth',
	'/pauze': 'youth',
	'/paspoort/[id]': 'youth',
	'/paspoort/[id]/met-wie': 'youth',
	'/paspoort/[id]/meenemen': 'youth',
	'/paspoort/[id]/vraag/[vraag]': 'youth',
	'/paspoort/[id]/controleren': 'youth',
	'/paspoort/[id]/gesloten': 'youth',
	'/paspoort/[id]/klaar': 'youth',
	'/paspoort/[id]/samen': 'youth',
	'/paspoort/[id]/akkoord': 'youth',
	'/paspoort/[id]/editie/[nummer]': 'youth',
	'/paspoort/[id]/editie/[nummer]/pdf': 'youth',
	'/paspoort/[id]/kaart': 'youth',
	'/paspoort/[id]/kaart/pdf': 'youth',
	'/paspoort/[id]/afspraken/[agreement]': 'youth',
	'/paspoort/[id]/afspraken/[agreement]/pdf': 'youth',
	'/paspoort/[id]/delen': 'youth',
	'/paspoort/[id]/delen/nieuw': 'youth',
	'/paspoort/[id]/delen/nieuw/nalezen': 'youth',
	'/paspoort/[id]/delen/[consent]': 'youth',
	'/paspoort/[id]/delen/[consent]/antwoord': 'youth',
	'/paspoort/[id]/delen/[consent]/intrekken': 'youth',
	'/paspoort/[id]/delen/[consent]/ouder': 'youth',
	'/paspoort/[id]/delen/[consent]/ouder/hulp': 'youth',
	'/paspoort/[id]/delen/[consent]/pdf': 'youth',
	'/paspoort/[id]/delen/[consent]/vervangen': 'youth',
	'/paspoort/[id]/anderen': 'youth',
	'/paspoort/[id]/anderen/nieuw': 'youth',
	'/paspoort/[id]/wie-keek-mee': 'youth',
	'/gesprekken': 'youth',
	'/gesprekken/gesloten': 'youth',
	'/gesprekken/[id]': 'youth',
	'/gesprekken/[id]/agenda.ics': 'youth',
	'/afspraken': 'youth',
	'/afspraken/nieuw': 'youth',
	'/afspraken/laten-zien': 'youth',
	'/begeleiding': 'staff',
	'/begeleiding/dossiers': 'consultant',
	'/begeleiding/dossiers/nieuw': 'consultant',
	'/begeleiding/dossiers/[dossier]': 'consultant',
	'/begeleiding/klas/[id]': 'guide',
	'/begeleiding/klas/[id]/bord': 'guide',
	'/begeleiding/klas/[id]/brief': 'guide',
	'/begeleiding/klas/[id]/leden': 'guide',
	'/begeleiding/klas/[id]/lijst': 'guide',
	'/begeleiding/klas/[id]/mentoren': 'guide',
	'/begeleiding/klas/[id]/namen': 'guide',
	'/begeleiding/klas/[id]/samen/[youth]': 'guide',
	'/begeleiding/klas/[id]/inlogcode/[youth]': 'guide',
	'/begeleiding/klas/[id]/uit/[youth]': 'guide',
	'/begeleiding/gesprekken/[id]': 'guide',
	'/begeleiding/jongere/[youth]': 'guide',
	'/begeleiding/jongere/[youth]/gesprek': 'guide',
	'/begeleiding/terugkijken': 'guide',
	'/begeleiding/lessen': 'guide',
	'/begeleiding/paspoort/[id]': 'guide',
	'/begeleiding/vertegenwoordigers': 'coordinator',
	'/begeleiding/vertegenwoordigers/[verzoek]': 'coordinator',
	'/meelezen/[token]': 'everybody',
	'/toestemming/[token]': 'everybody',
	'/toestemming/[token]/[consent]': 'everybody',
	'/toestemming/[token]/afspraken/[agreement]': 'everybody',
	'/begeleiding/paspoort/[id]/gesprek': 'guide',
	'/intake': 'intaker',
	'/intake/verwijderen': 'intaker',
	'/intake/verzoeken': 'intaker',
	'/intake/verzoeken/[verzoek]': 'intaker',
	'/intake/[consent]': 'intaker',
	'/intake/[consent]/gesprek': 'intaker',
	'/intake/[consent]/pdf': 'intaker',
	'/intake/afspraken': 'intaker',
	'/intake/afspraken/[agreement]': 'intaker',
	'/intake/afspraken/[agreement]/pdf': 'intaker'
};
