import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout: these tools run from their sources in tests and from build/ else, and read scripts of other languages. */
export const root = checkout(dirname(fileURLToPath(import.meta.url)))

function checkout(folder: string): string {
  return existsSync(join(folder, 'package-lock.json')) ? folder : checkout(dirname(folder))
}
