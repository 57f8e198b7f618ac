import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: ['./src/lib/*/tables.ts', './src/lib/server/*/tables.ts'], out: './drizzle' });
