// Copies what the compiler leaves: the migrations, which the program reads from beside its own files.
import { cpSync } from 'node:fs'
import { join } from 'node:path'

const [dist] = process.argv.slice(2)
cpSync('src/store/migrations', join(dist, 'store', 'migrations'), { recursive: true })
