// Compiles src/, bench/, oracle/, chaos/ and load/ into build/ and runs one of their entries: `node scripts/tool.mjs bench/main …`.
// Node 20 reads no TypeScript, and what is measured must be what the compiler makes of it, as in dist/.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const cwd = fileURLToPath(new URL('..', import.meta.url))
const [entry, ...words] = process.argv.slice(2)
try {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.tools.json'], {
    cwd,
    stdio: ['ignore', 2, 2],
  })
} catch {
  process.stderr.write('This does not compile; what was made of it is run all the same.\n')
}
execFileSync(process.execPath, ['scripts/bundle.mjs', 'build/src'], { cwd, stdio: ['ignore', 2, 2] })
// The command line reads its version from the folder above it.
cpSync(`${cwd}/package.json`, `${cwd}/build/package.json`)
// What runs the bot and its workspace reads these beside the code.
cpSync(`${cwd}/manifest.yml`, `${cwd}/build/manifest.yml`)
cpSync(`${cwd}/src/store/migrations`, `${cwd}/build/src/store/migrations`, { recursive: true })
cpSync(`${cwd}/test/find-program.mjs`, `${cwd}/build/test/find-program.mjs`)
const { status } = spawnSync(process.execPath, [`${cwd}/build/${entry}.js`, ...words], { stdio: 'inherit' })
process.exitCode = status ?? 1
