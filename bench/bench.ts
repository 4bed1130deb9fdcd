import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { repositoriesBelow } from '../oracle/repositories.ts'
import type { Options } from './arguments.ts'
import { astGrep, clone, readBlobs, readCorpus, review, ripgrep, treeSitter, writeRules } from './contest.ts'
import { checkOutElixir, layOut } from './corpus.ts'
import { Ledger } from './ledger.ts'
import { astGrepOf, growth, names, reviewOf } from './names.ts'
import { isInstalled } from './process.ts'
import { ratios } from './ratios.ts'
import type { BenchResult } from './result.ts'

/** Passes in one process: one cold, the others warm. */
const passes = 4

/**
 * Measures everything over the same files, in rounds, so that what else the machine does falls on all alike. `folder`
 * is an empty one for the corpus; `progress` is told each round. Throws Refusal.
 */
export async function bench(
  { mirrors, bytes, rounds, large }: Options,
  folder: string,
  progress: (text: string) => void,
): Promise<BenchResult> {
  const files = await layOut(mirrors, folder, bytes)
  const sizeOf = (some: typeof files) => some.reduce((sum, { size }) => sum + size, 0)
  const total = sizeOf(files)
  const elixirBytes = sizeOf(files.filter(({ language }) => language === 'elixir'))
  const whole = { name: 'whole', path: join(folder, 'whole') }
  const rules = writeRules(folder)
  const hasRipgrep = await isInstalled('rg')
  const repositories = await largeRepositories(mirrors, large, join(folder, 'large'))

  const ledger = new Ledger()
  const sizes = [0.1, 0.2, 0.4, 1].map((share) => Math.round(bytes * share))
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}`)
    ledger.add(names.blobs, total, { wall: await readBlobs(whole), cpu: null }, null)
    ledger.addPasses(names.elixir, await readCorpus(folder, 'elixir', bytes, passes))
    ledger.addPasses(names.treeSitter, await treeSitter(folder, bytes, 2))
    for (const size of sizes.slice(0, -1))
      ledger.addPasses(growth(size), await readCorpus(folder, 'all', size, 1))
    const all = await readCorpus(folder, 'all', bytes, passes, true)
    ledger.addPasses(growth(bytes), all)
    if (all.cache) {
      ledger.add(names.written, total, all.cache.written, null)
      ledger.add(names.readBack, total, all.cache.readBack, all.cache.size / 1024 / 1024)
    }
    ledger.addRun(names.review, total, await review(whole.path))
    ledger.addRun(names.astGrep, elixirBytes, await astGrep(whole.path, rules))
    if (hasRipgrep) ledger.addRun(names.ripgrep, total, await ripgrep(whole.path))
    ledger.addRun(names.clone, total, await clone(whole.path, join(folder, `clone-${round}`)))
    rmSync(join(folder, `clone-${round}`), { recursive: true })
    for (const { name, path, checkout, size } of repositories) {
      ledger.addRun(reviewOf(name), size, await review(path))
      ledger.addRun(astGrepOf(name), size, await astGrep(checkout, rules))
    }
  }
  return {
    corpus: { files: files.length, bytes: total, elixirBytes },
    rounds,
    measured: [...ledger.measured.values()],
    ratios: ratios(ledger.measured, sizes, repositories),
    notes: hasRipgrep ? [] : ['rg is not installed: one expression over the same files was not measured'],
  }
}

async function largeRepositories(mirrors: string, large: number, folder: string) {
  const found: { name: string; path: string; checkout: string; size: number }[] = []
  for (const repository of repositoriesBelow(mirrors)) {
    const checkout = join(folder, repository.name.replaceAll('/', '+'))
    mkdirSync(checkout, { recursive: true })
    const size = await checkOutElixir(repository, checkout)
    if (size > large) found.push({ ...repository, checkout, size })
    else rmSync(checkout, { recursive: true })
  }
  return found
}
