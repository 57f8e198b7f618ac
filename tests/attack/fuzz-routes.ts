/** Walks src/routes: every address, every action, every method, as the source says it; so that a new route cannot be forgotten. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** An address of the portal. */
export interface Route {
	/** As in tests/routes.ts: "/paspoort/[id]". */
	id: string;
	/** Matches a path of this route. */
	pattern: RegExp;
	/** The names of its form actions. */
	actions: string[];
	/** Those of them that read nothing of the form: whatever is sent along, they do the same. */
	formless: string[];
	/** The methods of its +server.ts. */
	methods: string[];
	/** Names of parameters behind the question mark that it reads. */
	queries: string[];
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'];

/** An action that reads its form, or leaves that to a function that it calls. */
const readsForm = /formData|: (keep|sign)$|\b(posted|sent|openDoor|confirmShown)\(/;

/** What a file exports, and the names in the object that it exports as `actions`. */
function exportsOf(path: string): { names: string[]; actions: string[]; formless: string[] } {
	const names: string[] = [];
	const actions: string[] = [];
	const formless: string[] = [];
	const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
	for (const statement of source.statements) {
		const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
		if (!isExported) continue;
		if (ts.isFunctionDeclaration(statement) && statement.name) names.push(statement.name.text);
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			names.push(name.getText());
			if (name.getText() !== 'actions') continue;
			if (!initializer || !ts.isObjectLiteralExpression(initializer)) throw new Error(`${path}: the walk reads no actions out of this`);
			for (const property of initializer.properties) {
				const action = property.name;
				if (!action || !ts.isIdentifier(action)) throw new Error(`${path}: the walk reads no name out of this action`);
				actions.push(action.text);
				if (!readsForm.test(property.getText())) formless.push(action.text);
			}
		}
	}
	return { names, actions, formless };
}

const routeFile = /^\+(page\.svelte|page(\.server)?\.ts|server\.ts)$/;

/** How many parameters a route has. */
const open = ({ id }: Route): number => id.split('[').length;

/** Every route below src/routes; those with the fewest parameters first. */
export function walkRoutes(): Route[] {
	const found = new Map<string, Route>();
	const look = (folder: string, parts: string[]): void => {
		for (const entry of readdirSync(folder, { withFileTypes: true })) {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) look(path, /^\(.*\)$/.test(entry.name) ? parts : [...parts, entry.name]);
			else if (routeFile.test(entry.name)) {
				const id = `/${parts.join('/')}`;
				const route = found.get(id) ?? { id, pattern: patternOf(id), actions: [], formless: [], methods: [], queries: [] };
				found.set(id, route);
				const text = readFileSync(path, 'utf8');
				route.queries.push(...[...text.matchAll(/searchParams\.(?:get|has|getAll)\('([^']+)'\)/g)].map(([, name]) => name!));
				if (!entry.name.endsWith('.ts')) continue;
				const { names, actions, formless } = exportsOf(path);
				route.actions.push(...actions);
				route.formless.push(...formless);
				if (entry.name === '+server.ts') route.methods.push(...names.filter((name) => methods.includes(name)));
			}
		}
	};
	look('src/routes', []);
	return [...found.values()].sort((a, b) => open(a) - open(b) || (a.id < b.id ? -1 : 1));
}

function patternOf(id: string): RegExp {
	if (/\[\[|\[\.\.\.|=/.test(id)) throw new Error(`${id}: the walk knows no address of this kind`);
	return new RegExp(`^${id.replace(/[.+*?^$()|]/g, '\\$&').replace(/\[[^\]]+\]/g, '[^/]+')}$`);
}

/** The route of a path without its question mark; undefined when there is none. */
export const routeOf = (routes: Route[], path: string): Route | undefined => routes.find(({ pattern }) => pattern.test(path));
