/** What each step of a history does: at the portal, by the verbs that its pages use; and in the model. */
import type { Sql } from 'postgres';
import { giveConsent, readEdition, replaceConsent, withdrawConsent } from '$lib/consent/server';
import { openSensitive, readPassport, signOffTalk, takeBackSignOff, writeRemark } from '$lib/conversation/server';
import { firstInstrument, newest } from '$lib/instruments';
import { joinClassToo } from '$lib/account/server';
import { chooseGuides } from '$lib/organisation/guides';
import { addMentor, letMentorIn, removeMentor } from '$lib/organisation/mentors';
import { setMember } from '$lib/organisation/server';
import { agree, handIn, saveAnswer, startAgain, startPassport, takeBack } from '$lib/passport/server';
import { decideAlone, endRepresentative } from '$lib/representative/server';
import { newId } from '$lib/server/ids';
import { caseDeed } from './act-cases';
import { talkDeed } from './act-talks';
import type { Cast } from './cast';
import { pick, subset, type Deed, type Here } from './deed';
import {
	consultant,
	dayOf,
	hour,
	isAlone,
	isCurrent,
	isOpen,
	isRefused,
	isSensitive,
	lasts,
	mentorReads,
	mentors,
	organisationOf,
	questions,
	sections,
	type Consent,
	type Step,
	type World,
	type Youth
} from './model';

export const instrument = newest(firstInstrument);

/** Makes a deed of a step; undefined when there is nothing to do it with. */
export function deedOf(step: Step, w: World, cast: Cast, owner: Sql): Deed | undefined {
	const at = w.youths.length ? step.who % w.youths.length : 0;
	const y = w.youths[at];
	const { a, b } = step;
	if (step.kind === 'newYouth') return w.youths.length < 3 ? newYouth(w, cast, b) : undefined;
	if (step.kind === 'wait') return { ...everybody(w, cast), kind: 'wait', portal: async () => true, model: (x) => wait(x, a, b) };
	if (!y) return undefined;
	const me = cast.user(y.id);
	const mentor = a % cast.mentors.length;
	const intaker = a % cast.intakers.length;
	const of = (x: World): Youth => x.youths[at]!;
	const base = { kind: step.kind, youths: [at], mentors: [...cast.mentors.keys()], intakers: [] as number[] };
	const here: Here = { w, cast, owner, y, at, me, mentor, a, b, base };
	const withTeams = { ...base, mentors: [], intakers: [...cast.intakers.keys()] };
	const revision = async () => (await owner`select revision from passport where id = ${y.passport}`)[0]!.revision as number;
	const consent = pick(y.consents, a);
	const inModel = (x: World): Consent => of(x).consents.find((c) => c.id === consent!.id)!;

	switch (step.kind) {
		case 'answer':
		case 'clear': {
			const question = questions[a % questions.length]!;
			const word = step.kind === 'answer' ? cast.word() : null;
			return {
				...base,
				portal: async () => {
					const [now] = await owner`select revision from answer where passport_id = ${y.passport} and question = ${question.key}`;
					const given = word ? { status: 'answered' as const, value: { text: word } } : { status: 'skipped' as const, value: null };
					const saved = await saveAnswer(
						{ tokenHash: cast.session(y.id) },
						y.passport,
						instrument,
						question.key,
						given,
						(now?.revision as number) ?? 0
					);
					return saved.outcome === 'same' ? undefined : saved.outcome === 'saved';
				},
				model: (x) => {
					if (of(x).state === 'agreed') return false;
					if (word) of(x).answers.set(question.key, word);
					else of(x).answers.delete(question.key);
					return true;
				}
			};
		}
		case 'handIn': {
			const shown = subset(questions, b)
				.filter(({ part }) => isSensitive(part))
				.map(({ key }) => key);
			return {
				...base,
				portal: async () => (await handIn(me, y.passport, shown)).outcome === 'done',
				model: (x) => moved(of(x), ['draft'], 'ready', () => Object.assign(of(x), { shown, handedInAt: x.now }))
			};
		}
		case 'takeBack':
			return {
				...base,
				portal: async () => (await takeBack(me, y.passport)).outcome === 'done',
				model: (x) => moved(of(x), ['ready', 'discussed'], 'draft', () => (of(x).handedInAt = null))
			};
		case 'startAgain':
			return {
				...base,
				portal: async () => (await startAgain(me, y.passport)).outcome === 'done',
				model: (x) => moved(of(x), ['agreed'], 'draft', () => (of(x).handedInAt = null))
			};
		case 'chooseGuides': {
			const organisation = [0, 1, null][a % 3]!;
			return {
				...base,
				portal: async () =>
					(await chooseGuides(me, y.passport, organisation === null ? null : cast.organisations[organisation]!)) === 'chosen',
				model: (x) => {
					const known =
						organisation === null || [...of(x).classes.keys()].some((klas) => lasts(x, klas) && organisationOf(klas) === organisation);
					if (!known) return false;
					if (of(x).organisation === organisation) return true;
					if (of(x).state !== 'draft') return false;
					of(x).organisation = organisation;
					return true;
				}
			};
		}
		case 'agree': {
			const withoutMentor = b % 2 === 0;
			return {
				...base,
				portal: async () => {
					const agreement = { revision: await revision(), withoutMentor, view: 'agree' as const, different: '', withRemarks: true };
					return (await agree(me, y.passport, agreement)).outcome === 'agreed' ? undefined : false;
				},
				model: (x) => moved(of(x), withoutMentor ? ['draft', 'ready'] : ['discussed'], 'agreed', () => makeEdition(of(x), withoutMentor))
			};
		}
		case 'share': {
			const edition = y.editions.length - 1;
			const parts = subset([...new Set(y.editions[edition]?.lines.map((l) => l.part))], b || 1);
			if (parts.length === 0) return undefined;
			const given: Consent = {
				id: newId(),
				edition,
				team: a % cast.teams.length,
				parts,
				until: dayOf(w.now + ((b % 50) + 1) * 24 * hour),
				ref: cast.word(),
				withdrawn: false,
				replacedBy: null,
				decisions: new Map(),
				alone: false
			};
			return {
				...withTeams,
				portal: async () => {
					const teamId = cast.teams[given.team]!;
					const { id, until, ref } = given;
					const where = { editionId: await cast.editionId(y.passport, edition + 1), passportId: y.passport, teamId };
					await giveConsent(me, { id, parts, until, purpose: 'intake', applicationRef: ref, ...where });
					return true;
				},
				model: (x) => of(x).consents.push({ ...given, decisions: new Map() }) > 0
			};
		}
		case 'replace': {
			if (!consent) return undefined;
			const id = newId();
			const edition = y.editions.length - 1;
			return {
				...withTeams,
				portal: async () =>
					(await replaceConsent(me, consent.id, id, await cast.editionId(y.passport, edition + 1))) === 'replaced' &&
					(await owner`select from consent where id = ${id}`).length > 0,
				model: (x) => {
					const old = inModel(x);
					const has = new Set(of(x).editions[edition]!.lines.map((l) => l.part));
					const parts = old.parts.filter((part) => has.has(part));
					if (!isCurrent(x, old) || old.edition >= edition || parts.length === 0) return false;
					old.replacedBy = id;
					of(x).consents.push({ ...old, id, edition, parts, replacedBy: null, decisions: new Map(old.decisions) });
					return true;
				}
			};
		}
		case 'withdraw':
			if (!consent) return undefined;
			return {
				...withTeams,
				portal: () => withdrawConsent(me, consent.id),
				model: (x) => {
					for (let c: Consent | undefined = inModel(x); c; c = of(x).consents.find((next) => next.id === c!.replacedBy)) c.withdrawn = true;
					return true;
				}
			};
		case 'joinClass': {
			const klas = a % cast.classes.length;
			return {
				...base,
				portal: async () => !!(await joinClassToo(me, cast.classes[klas]!.code)),
				model: (x) => {
					if (!lasts(x, klas)) return false;
					if (!of(x).classes.has(klas)) of(x).classes.set(klas, x.now);
					of(x).left.delete(klas);
					return true;
				}
			};
		}
		case 'takeOut': {
			const klas = b % cast.classes.length;
			return {
				...base,
				portal: async () => {
					await setMember(cast.user(cast.mentors[mentor]!), cast.classes[klas]!.id, y.id, false);
					return undefined;
				},
				model: (x) => {
					if (lasts(x, klas) && x.mentors[mentor]!.has(klas) && of(x).classes.delete(klas)) of(x).left.set(klas, x.now);
					return !of(x).classes.has(klas);
				}
			};
		}
		case 'letIn': {
			const klas = (b >> 1) % cast.classes.length;
			const allowed = b % 2 === 0;
			return {
				...base,
				portal: () => letMentorIn(me, cast.classes[klas]!.id, cast.mentors[mentor]!, allowed),
				model: (x) => {
					if (!of(x).classes.has(klas) || !x.mentors[mentor]!.has(klas) || !lasts(x, klas)) return false;
					of(x).letIn = of(x).letIn.filter((l) => l.mentor !== mentor || l.klas !== klas);
					of(x).letIn.push({ mentor, klas, allowed, at: x.now });
					return true;
				}
			};
		}
		case 'remark': {
			const section = sections[b % sections.length]!;
			const word = cast.word();
			return {
				...base,
				portal: async () => (await writeRemark(cast.user(cast.mentors[mentor]!), y.passport, section, word)) === 'kept',
				model: (x) => {
					if (!mentorReads(x, mentor, of(x)) || of(x).state !== 'ready') return false;
					of(x).remarks = of(x).remarks.filter((r) => r.sign !== null || r.mentor !== mentor || r.section !== section);
					of(x).remarks.push({ mentor, section, word, sign: null });
					return true;
				}
			};
		}
		case 'sign':
			return {
				...base,
				portal: async () => {
					const talk = { revision: await revision(), heldOn: dayOf(w.now), present: '' };
					return (await signOffTalk(cast.user(cast.mentors[mentor]!), y.passport, talk)) === 'signed' ? undefined : false;
				},
				model: (x) =>
					mentorReads(x, mentor, of(x)) &&
					moved(of(x), ['ready'], 'discussed', () => {
						const sign = of(x).signs.push({ mentor, organisation: of(x).organisation, at: x.now, takenBack: false }) - 1;
						for (const r of of(x).remarks) if (r.mentor === mentor && r.sign === null) r.sign = sign;
					})
			};
		case 'takeBackSign':
			return {
				...base,
				portal: async () => (await takeBackSignOff(cast.user(cast.mentors[mentor]!), y.passport)) === 'taken_back',
				model: (x) => {
					const newest = of(x).signs.findLastIndex((s) => !s.takenBack);
					if (!mentorReads(x, mentor, of(x)) || of(x).signs[newest]?.mentor !== mentor) return false;
					return moved(of(x), ['discussed'], 'ready', () => {
						of(x).signs[newest]!.takenBack = true;
						for (const r of of(x).remarks) if (r.sign === newest) r.sign = null;
					});
				}
			};
		case 'addMentor':
		case 'removeMentor': {
			const klas = b % cast.classes.length;
			const other = (b >> 2) % cast.mentors.length;
			const adds = step.kind === 'addMentor';
			const user = cast.user(cast.mentors[mentor]!);
			return {
				...base,
				youths: [...w.youths.keys()],
				portal: async () =>
					adds
						? (await addMentor(user, cast.classes[klas]!.id, cast.login(cast.mentors[other]!))) === 'added'
						: (await removeMentor(user, cast.classes[klas]!.id, cast.mentors[other]!)) === 'removed',
				model: (x) => {
					const has = x.mentors[other]!.has(klas);
					const many = x.mentors.filter((classes) => classes.has(klas)).length > 1;
					const colleague = (mentor === consultant) === (other === consultant);
					if (!lasts(x, klas) || !x.mentors[mentor]!.has(klas) || has === adds || (adds ? !colleague : !many)) return false;
					if (adds) x.mentors[other]!.set(klas, x.now);
					else x.mentors[other]!.delete(klas);
					return true;
				}
			};
		}
		case 'mentorReads':
			return {
				...base,
				portal: async () => (await readPassport(cast.user(cast.mentors[mentor]!), y.passport)) !== undefined,
				model: (x) => mentorReads(x, mentor, of(x)) && mentors(x, mentor, of(x)) && ++of(x).readings > 0
			};
		case 'mentorOpens': {
			const question = questions[b % 2 ? 3 : 4];
			return {
				...base,
				portal: async () => (await openSensitive(cast.user(cast.mentors[mentor]!), y.passport, question.key)) !== undefined,
				model: (x) =>
					mentorReads(x, mentor, of(x)) && of(x).shown.includes(question.key) && of(x).answers.has(question.key) && ++of(x).readings > 0
			};
		}
		case 'intakerReads':
			if (!consent) return undefined;
			return {
				...withTeams,
				portal: async () => (await readEdition(cast.user(cast.intakers[b % cast.intakers.length]!), consent.id)) !== undefined,
				model: (x) => isOpen(x, of(x), inModel(x)) && x.intakers[b % cast.intakers.length] === inModel(x).team && ++of(x).readings > 0
			};
		case 'joinTeam':
		case 'leaveTeam': {
			const team = b % cast.teams.length;
			const joins = step.kind === 'joinTeam';
			return {
				...base,
				youths: [],
				mentors: [],
				intakers: [intaker],
				portal: async () => {
					const person_id = cast.intakers[intaker]!;
					await owner.begin(async (tx) => {
						await tx`select from person where id = ${person_id} for update`;
						await tx`delete from staff_role where person_id = ${person_id}`;
						if (joins)
							await tx`insert into staff_role ${tx({ id: newId(), person_id, role: 'intaker', organisation_id: cast.mbo, team_id: cast.teams[team]! })}`;
					});
					return true;
				},
				model: (x) => {
					x.intakers[intaker] = joins ? team : null;
					return true;
				}
			};
		}
		case 'askParent':
			if (y.parents.length >= 2) return undefined;
			return {
				...withTeams,
				portal: async () => {
					await cast.askParent(y.id);
					return true;
				},
				model: (x) => of(x).parents.push(true) > 0
			};
		case 'endParent': {
			const parent = b % 2;
			if (y.parents[parent] === undefined) return undefined;
			return {
				...withTeams,
				portal: () => endRepresentative(me, cast.parent(y.id, parent).id),
				model: (x) => {
					of(x).parents[parent] = false;
					return true;
				}
			};
		}
		case 'parentDecides': {
			const parent = b % 2;
			if (!consent || y.parents[parent] === undefined) return undefined;
			const decision = (b >> 1) % 3 === 0 ? 'no' : 'yes';
			return {
				...withTeams,
				portal: async () => (await cast.decide(y.id, parent, consent.id, decision)) === 'decided',
				model: (x) => {
					if (!of(x).parents[parent] || !isCurrent(x, inModel(x)) || isAlone(x, of(x))) return false;
					inModel(x).decisions.set(parent, decision);
					return true;
				}
			};
		}
		case 'planTalk':
		case 'closeTalk':
		case 'agreeTalk':
		case 'declineTalk':
		case 'setAgreement':
			return talkDeed(step.kind, here);
		case 'openCase':
		case 'planNext':
		case 'moveCase':
		case 'noteContact':
		case 'linkCase':
			return caseDeed(step.kind, here);
		case 'decideAlone':
			if (!consent) return undefined;
			return {
				...withTeams,
				portal: async () => (await decideAlone(me, consent.id)) === 'decided',
				model: (x) => {
					if (!isCurrent(x, inModel(x)) || !isAlone(x, of(x))) return false;
					if (isRefused(inModel(x))) inModel(x).alone = true;
					return true;
				}
			};
	}
}

const everybody = (w: World, cast: Cast) => ({
	youths: [...w.youths.keys()],
	mentors: [...cast.mentors.keys()],
	intakers: [...cast.intakers.keys()]
});

/** Time passes: mostly hours, now and then weeks. */
function wait(w: World, a: number, b: number): boolean {
	w.now += (a % 3 === 0 ? (b % 30) * 24 + 1 : (b % 30) + 1) * hour;
	return true;
}

function moved(y: Youth, from: Youth['state'][], to: Youth['state'], change: () => unknown): boolean {
	if (!from.includes(y.state)) return false;
	y.state = to;
	change();
	return true;
}

function makeEdition(y: Youth, withoutMentor: boolean): void {
	const lines = questions
		.filter(({ key }) => y.answers.has(key))
		.map(({ key, part }) => ({ part: part as string, word: y.answers.get(key)! }));
	const sign = y.signs.findLastIndex((s) => !s.takenBack);
	if (!withoutMentor) lines.push(...y.remarks.filter((r) => r.sign === sign).map((r) => ({ part: 'opmerkingen', word: r.word })));
	y.editions.push({ id: '', lines });
}

function newYouth(w: World, cast: Cast, b: number): Deed {
	const made: Youth = {
		id: newId(),
		passport: '',
		organisation: null,
		name: cast.word(),
		sixteenOn: b % 3 ? dayOf(w.now + (b * 2 + 1) * 24 * hour) : '2020-01-01',
		classes: new Map(),
		left: new Map(),
		state: 'draft',
		handedInAt: null,
		answers: new Map(),
		shown: [],
		remarks: [],
		signs: [],
		editions: [],
		consents: [],
		parents: [],
		talks: [],
		letIn: [],
		readings: 0
	};
	return {
		kind: 'newYouth',
		youths: [w.youths.length],
		mentors: [...cast.mentors.keys()],
		intakers: [],
		portal: async () => {
			await cast.makeYouth(made);
			made.passport = await startPassport(cast.user(made.id), firstInstrument);
			return true;
		},
		model: (x) => x.youths.push({ ...structuredClone(made), organisation: 0, classes: new Map([[0, x.now]]) }) > 0
	};
}
