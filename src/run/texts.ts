import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../lib/server/cannot-start';

const compiled = 'src/lib/text/paraglide';

/**
 * Compiles the interface texts for code that runs outside the build, in the same way as the build does.
 * @throws {CannotStart} when they cannot be compiled, with what the compiler said
 */
export function compileTexts(): void {
	const project = ['--project', 'src/lib/text/project.inlang', '--outdir', compiled];
	const options = ['compile', ...project, '--strategy', 'baseLocale', '--silent'];
	const { status, stdout, stderr } = spawnSync(join('node_modules', '.bin', 'paraglide-js'), options, { encoding: 'utf8' });
	if (status !== 0) throw new CannotStart(`${stdout ?? ''}${stderr ?? ''}\nDe teksten van het portaal konden niet gemaakt worden.`);
}

/** The same, only where there are none yet. */
export function haveTexts(): void {
	if (!existsSync(join(compiled, 'messages.js'))) compileTexts();
}
