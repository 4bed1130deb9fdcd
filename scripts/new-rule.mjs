// Makes the folder of a rule: npm run new-rule -- --name <hazard>. Its tests fail until the rule says something.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const { name = '' } = parseArgs({ options: { name: { type: 'string' } } }).values

const { module } = await runnerImport(join(root, 'scripts/rule-folder.ts'), { logLevel: 'warn' })
const made = module.ruleFolder(name)
if (made === null) {
  console.error(`The catalogue has no hazard "${name}". Add it to src/review/rules/hazards.ts first.`)
  process.exit(2)
}
const folder = join(root, made.folder)
if (existsSync(join(folder, 'rule.ts'))) {
  console.error(`${made.folder} holds a rule already.`)
  process.exit(2)
}
mkdirSync(folder, { recursive: true })
for (const [file, text] of Object.entries(made.files)) {
  if (!existsSync(join(folder, file))) writeFileSync(join(folder, file), text)
}
console.log(
  `${made.folder} is made. List the rule in the index.ts of its family, then: npx vitest run test/review/rules`,
)
