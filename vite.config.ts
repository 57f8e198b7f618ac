import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './src/lib/text/project.inlang',
			outdir: './src/lib/text/paraglide',
			strategy: ['baseLocale']
		}),
		sveltekit()
	],
	test: {
		projects: [
			{ extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'tests/conventions/**/*.test.ts'] } },
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
			}
		]
	}
});
