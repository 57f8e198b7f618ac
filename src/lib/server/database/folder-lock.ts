import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A living process, told apart from a later one with the same number by the time it started. */
type Process = { pid: number; started: string; command: string };

const lockName = 'running.json';

/**
 * Claims a data folder for this process. A claim of a process that no longer lives counts for nothing.
 * @returns how to give the folder back, or `undefined` when another living process has it
 */
export function claimFolder(folder: string): (() => void) | undefined {
	const path = join(folder, lockName);
	const self = findProcess(process.pid) ?? { pid: process.pid, started: '', command: '' };
	const claim = JSON.stringify({ pid: self.pid, started: self.started });

	for (let attempt = 0; attempt < 3; attempt++) {
		try {
			writeFileSync(path, claim, { flag: 'wx', mode: 0o600 });
			return () => {
				if (readClaim(path) === claim) rmSync(path, { force: true });
			};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const found = readClaim(path);
		if (isHeld(found)) return undefined;
		removeDeadClaim(path, found);
	}
	return undefined;
}

/** Looks up a living process; zombies have died. */
export function findProcess(pid: number): Process | undefined {
	if (!isAlive(pid)) return undefined;
	if (process.platform === 'win32') return { pid, started: '', command: '' };
	try {
		if (process.platform === 'linux') {
			const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
			const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
			const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
			return fields[0] === 'Z' ? undefined : { pid, started: fields[19] ?? '', command };
		}
	} catch {
		return undefined;
	}
	const read = (field: string) => spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
	return { pid, started: read('lstart'), command: read('command') };
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function readClaim(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

function isHeld(claim: string | undefined): boolean {
	try {
		const { pid, started } = JSON.parse(claim ?? '') as Process;
		return findProcess(pid)?.started === started;
	} catch {
		return false;
	}
}

/** Two starts may find the same dead claim: moving it away first shows whether it still was that one. */
function removeDeadClaim(path: string, dead: string | undefined): void {
	const aside = `${path}.${process.pid}`;
	try {
		renameSync(path, aside);
	} catch {
		return;
	}
	if (readClaim(aside) === dead) rmSync(aside);
	else renameSync(aside, path);
}
