import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'
import { loadCorpus } from '../corpus.ts'
import { type Pass, type Passes, timed } from './passes.ts'

/** `tree-sitter <folder> <bytes> <passes>`: parses the Elixir part of the corpus with tree-sitter. Prints Passes as JSON. */
const [folder = '', bytes = '0', count = '1'] = process.argv.slice(2)
await Parser.init()
const parser = new Parser()
const grammar = createRequire(import.meta.url).resolve('tree-sitter-elixir/tree-sitter-elixir.wasm')
parser.setLanguage(await Language.load(grammar))
const files = loadCorpus(folder, 'elixir', Number(bytes))
const texts = files.map(({ text }) => Buffer.from(text, 'latin1').toString('utf8'))

const passes: Pass[] = []
let peak = 0
for (let pass = 0; pass < Number(count); pass++) {
  passes.push(
    timed(() => {
      for (const text of texts) parser.parse(text)?.delete()
    }),
  )
  if (pass === 0) peak = process.resourceUsage().maxRSS / 1024
}
const result: Passes = { bytes: files.reduce((sum, { text }) => sum + text.length, 0), passes, peak }
process.stdout.write(JSON.stringify(result))
