// npm's prepare: builds. Where only production packages are installed there is nothing to build with, and the build
// that was made before is kept (build first, then `npm prune --omit=dev`).
import { execSync } from 'node:child_process'
import { existsSync } from 'node:fs'

if (existsSync('node_modules/typescript')) execSync('npm run --silent build', { stdio: 'inherit' })
else if (!existsSync('dist/cli.js')) {
  console.error(
    'distreview is not built, and its build tools are not installed. Run `npm ci`, then `npm prune --omit=dev`.',
  )
  process.exit(1)
}
