import { GitFailure } from './failure.ts'
import type { Repository } from './hardening.ts'
import { LIMITS } from './limits.ts'
import { isObjectId } from './refname.ts'
import type { Entry } from './snapshot.ts'
import { streamGit } from './stream.ts'

/**
 * Contents of blobs, in the order asked, by one `git cat-file --batch`: raw bytes, no filter and no textconv.
 * Throws GitFailure, also where an object is missing.
 */
export async function* readBlobs(
  repository: Repository,
  entries: readonly Entry[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly entry: Entry; readonly bytes: Buffer }, void> {
  if (entries.length === 0) return
  const bounds = { signal, seconds: LIMITS.localSeconds }
  const reader = new ByteReader(
    streamGit(repository, ['cat-file', '--batch', '--buffer'], bounds, linesOf(entries)),
  )
  try {
    for (const entry of entries) {
      const header = await reader.line()
      const match = /^[0-9a-f]+ blob (\d+)$/.exec(header)
      if (!match) throw new GitFailure('other', `fatal: the contents of ${entry.path} are missing`)
      const size = Number(match[1])
      if (size > LIMITS.fileBytes) throw new GitFailure('too-large', header)
      const bytes = await reader.take(size)
      await reader.take(1)
      yield { entry, bytes }
    }
  } finally {
    await reader.close()
  }
}

function* linesOf(entries: readonly Entry[]): Generator<string> {
  let lines = ''
  for (const { oid, path } of entries) {
    if (oid === null || !isObjectId(oid)) throw new TypeError(`no object id for ${path}`)
    lines += `${oid}\n`
    if (lines.length < 16_384) continue
    yield lines
    lines = ''
  }
  if (lines !== '') yield lines
}

/** Pulls lines and counted bytes out of chunks, each byte copied once. */
class ByteReader {
  readonly #chunks: AsyncGenerator<Buffer, void>
  #chunk: Buffer = Buffer.alloc(0)
  #at = 0

  constructor(chunks: AsyncGenerator<Buffer, void>) {
    this.#chunks = chunks
  }

  async line(): Promise<string> {
    let text = ''
    for (;;) {
      const end = this.#chunk.indexOf(10, this.#at)
      if (end >= 0) {
        text += this.#chunk.toString('latin1', this.#at, end)
        this.#at = end + 1
        return text
      }
      text += this.#chunk.toString('latin1', this.#at)
      await this.#next()
    }
  }

  async take(size: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(size)
    let filled = 0
    while (filled < size) {
      if (this.#at === this.#chunk.length) await this.#next()
      const copied = this.#chunk.copy(bytes, filled, this.#at)
      filled += copied
      this.#at += copied
    }
    return bytes
  }

  async close(): Promise<void> {
    await this.#chunks.return()
  }

  async #next(): Promise<void> {
    const { done, value } = await this.#chunks.next()
    if (done || !value) throw new GitFailure('other', 'fatal: git ended before everything was read')
    this.#chunk = value
    this.#at = 0
  }
}
