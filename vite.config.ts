import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * In the browser: what nearly every page needs travels as one file. Fifty small files cost a third more than the same in a
 * few, in headers and in what compression cannot see; `npm run weigh` holds the sum. Name messages exactly: a
 * prefix takes in what another page adds later.
 */
const fewFiles: Plugin = {
	name: 'few-files',
	enforce: 'post',
	config: (config) =>
		config.build?.ssr
			? {}
			: {
					build: {
						modulePreload: false,
						rolldownOptions: {
							output: {
								codeSplitting: {
									groups: [
										{
											name: 'kern',
											test: /node_modules\/(svelte|esm-env|devalue|clsx)\/|@sveltejs\/kit|src\/lib\/components\/(Page|Button|Buttons|Details|ErrorSummary|FieldHead|HelpNow|Mark|Notice|TextArea|TextField|WhoReads|fields)\b|src\/lib\/passport\/(AnswerLines|QuestionScreen|drafts|autosave)|question-types\/QuestionFields\b|paraglide\/(runtime|registry)|paraglide\/messages\/(_index|answer_(yours|sentence)\b|question_(place|back|next|unknown|skip|stop|why|helps|example|example_by)\b|sentence_own|shell|field|notice|error|who_reads|help_now|app|demo_(strip|switch)\b)|\0|virtual:/
										}
									]
								}
							}
						}
					}
				}
};

export default defineConfig({
	plugins: [
		fewFiles,
		paraglideVitePlugin({
			project: './src/lib/text/project.inlang',
			outdir: './src/lib/text/paraglide',
			strategy: ['baseLocale']
		}),
		sveltekit()
	],
	test: {
		projects: [
			{ extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'tests/conventions/**/*.test.ts'], testTimeout: 20_000 } },
			{
				extends: true,
				test: {
					name: 'access',
					include: ['tests/access/**/*.test.ts'],
					globalSetup: './tests/access/setup.ts',
					fileParallelism: false,
					testTimeout: 20_000
				}
			},
			{
				extends: true,
				test: { name: 'running', include: ['tests/running/**/*.test.ts'], fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 }
			},
			{
				extends: true,
				test: {
					name: 'attack',
					include: ['tests/attack/{kill,fuzz}.test.ts'],
					fileParallelism: false,
					testTimeout: 4_000_000,
					hookTimeout: 120_000
				}
			},
			{
				extends: true,
				test: { name: 'histories', include: ['tests/attack/histories.test.ts'], testTimeout: 4_000_000, hookTimeout: 120_000 }
			}
		]
	}
});
