// Writes the table of settings into README.md. A test fails where the README and the schema differ.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const inRepository = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

// Node 20 reads no TypeScript; Vite does, and is here for the page anyway.
const { module } = await runnerImport(inRepository('scripts/settings-table.ts'), { logLevel: 'warn' })
const readme = inRepository('README.md')
await writeFile(readme, module.withSettingsTable(await readFile(readme, 'utf8')))
