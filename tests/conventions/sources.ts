/** The project's own source files, for the tests that hold its rules. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const made = ['src/lib/text/paraglide', 'src/lib/text/project.inlang'];

/** The files below a folder whose name ends so, with their text; made files left out. */
export function sources(folder: string, ...endings: string[]): { path: string; text: string }[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (made.includes(path)) return [];
		if (entry.isDirectory()) return sources(path, ...endings);
		return endings.some((ending) => path.endsWith(ending)) ? [{ path, text: readFileSync(path, 'utf8') }] : [];
	});
}
