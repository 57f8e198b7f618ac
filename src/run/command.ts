/**
 * Runs a command and ends the process: with 0 when it is done, with 1 and one clear sentence when it cannot go on.
 * What nobody foresaw is shown whole, for the developer.
 */
export async function runCommand(work: () => Promise<number | void>): Promise<never> {
	try {
		const code = await work();
		process.exit(code ?? 0);
	} catch (error) {
		// By name, since the build has its own copy of the class.
		if ((error as Error)?.name === 'CannotStart') console.error((error as Error).message);
		else console.error('Er ging iets mis dat niet voorzien was. Meld het met de regels hieronder.\n', error);
		process.exit(1);
	}
}

/**
 * Waits until somebody asks this process to stop. Who asks a second time does not want to wait any longer. npm passes a
 * signal on to its shell only: when that shell is gone, this process was meant too.
 */
export function untilAskedToStop(): Promise<NodeJS.Signals> {
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	return new Promise((asked) => {
		let first = 0;
		for (const signal of signals)
			process.on(signal, () => {
				// One Ctrl-C may arrive twice: from the terminal, and passed on by npm.
				if (first && Date.now() - first > 500) process.exit(130);
				first ||= Date.now();
				asked(signal);
			});

		const shell = process.ppid;
		if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && asked('SIGTERM'), 500).unref();
	});
}
