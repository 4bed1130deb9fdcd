import type { Program } from '../../source/program/program.ts'

/** Libraries that bring the copies of a Mnesia database together after a cut. */
const libraries = ['unsplit', 'mria', 'ekka']

export function hasHealingLibrary(program: Program): boolean {
  return libraries.some((library) => program.firstCalls(library).length > 0)
}
