import regexp from 'eslint-plugin-regexp';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Imports point one way: routes -> a domain's server.ts -> server/database. */
const pure = {
	files: ['src/lib/instruments/**', 'src/lib/components/**', 'src/lib/text/**', 'src/lib/**/rules.ts', 'src/lib/**/states.ts'],
	rules: {
		'no-restricted-imports': [
			'error',
			{ patterns: [{ regex: '(^|/)server(/|$)', message: 'Rules, instruments, texts and components import no server code.' }] }
		]
	}
};
const routes = {
	files: ['src/routes/**'],
	rules: {
		'no-restricted-imports': [
			'error',
			{
				patterns: [
					{
						regex: '(server/database|/tables$|drizzle-orm|^postgres$)',
						message: 'A route calls a verb of a domain; it never speaks to the database.'
					}
				]
			}
		]
	}
};

/** No text that somebody sends keeps the one thread of the portal busy for seconds. */
const quick = {
	files: ['src/**'],
	ignores: ['src/run/**', '**/*.test.ts'],
	plugins: { regexp },
	rules: {
		'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
		'regexp/no-super-linear-move': ['error', { report: 'potential' }]
	}
};

export default ts.config(
	{ ignores: ['.svelte-kit/', 'build/', 'node_modules/', 'src/lib/text/paraglide/', '.data/', 'test-results/'] },
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { fetch: 'readonly', console: 'readonly' } },
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'no-undef': 'off',
			'svelte/no-navigation-without-resolve': 'off',
			'svelte/no-at-html-tags': 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	pure,
	routes,
	quick
);
