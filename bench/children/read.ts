import { deserialize, serialize } from 'node:v8'
import { readElixir } from '../../src/review/source/elixir/index.ts'
import { readErlang } from '../../src/review/source/erlang/index.ts'
import type { FileForm, Language } from '../../src/review/source/form.ts'
import { type CorpusText, loadCorpus } from '../corpus.ts'
import { type Pass, type Passes, timed } from './passes.ts'

/**
 * `read <folder> <elixir|erlang|all> <bytes> <passes> [cache]`: lexes, parses and lowers the corpus in this process,
 * with every form kept, as a review keeps them. Prints Passes as JSON.
 */
const [folder = '', wanted = 'all', bytes = '0', count = '1', cache] = process.argv.slice(2)
const language = wanted === 'all' ? null : (wanted as Language)
const texts = loadCorpus(folder, language, Number(bytes))

function readAll(files: readonly CorpusText[]): FileForm[] {
  return files.map(({ path, language: of, text }) =>
    of === 'elixir' ? readElixir(path, text) : readErlang(path, text),
  )
}

let forms: FileForm[] = []
const passes: Pass[] = []
let peak = 0
for (let pass = 0; pass < Number(count); pass++) {
  forms = []
  passes.push(
    timed(() => {
      forms = readAll(texts)
    }),
  )
  // The later ones have the garbage of the earlier ones.
  if (pass === 0) peak = process.resourceUsage().maxRSS / 1024
}
const result: Passes = { bytes: texts.reduce((sum, { text }) => sum + text.length, 0), passes, peak }
if (cache === undefined) process.stdout.write(JSON.stringify(result))
else {
  let kept: Buffer[] = []
  const written = timed(() => {
    kept = forms.map((form) => serialize(form))
  })
  const readBack = timed(() => {
    for (const bytesOf of kept) deserialize(bytesOf)
  })
  const size = kept.reduce((sum, { length }) => sum + length, 0)
  process.stdout.write(JSON.stringify({ ...result, cache: { written, readBack, size } }))
}
