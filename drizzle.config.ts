import { defineConfig } from 'drizzle-kit'

/** `npx drizzle-kit generate --name what-changed` writes a migration from what schema.ts has become. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/schema.ts',
  out: './src/store/migrations',
  casing: 'snake_case',
})
