// Joins the modules that the compiler made into few files: `node scripts/bundle.mjs dist`. Loading 700 small files takes
// most of a second in each process and each thread; the joined ones take a quarter of that. Each entry stays where it
// was, so that whatever starts it finds it; packages stay outside, but for a few small ones that every start needs.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(process.argv[2])
const entries = ['cli', 'main', 'review/engine/worker'].filter((name) => existsSync(join(root, `${name}.js`)))
for (const name of readdirSync(root)) if (name.startsWith('joined-')) rmSync(join(root, name))

/** A joined module lies in the root, whatever folder it came from: its own address is written out. */
const addresses = {
  name: 'addresses',
  transform(code, id) {
    if (!id.startsWith(root) || !code.includes('import.meta.url')) return null
    const own = `new URL('./${relative(root, id)}', import.meta.url).href`
    return { code: code.replaceAll('import.meta.url', own), map: null }
  },
}

await build({
  configFile: false,
  root: process.cwd(),
  logLevel: 'warn',
  plugins: [addresses],
  ssr: { noExternal: ['zod', 'yaml', 'smol-toml', 'simple-git', '@anthropic-ai/sdk'], target: 'node' },
  build: {
    ssr: true,
    outDir: root,
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    rollupOptions: {
      input: Object.fromEntries(entries.map((name) => [name, join(root, `${name}.js`)])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'joined-[hash].js' },
    },
  },
})
