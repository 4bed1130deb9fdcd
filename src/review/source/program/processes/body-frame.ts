import type { ModuleForm } from '../../form.ts'
import type { Frame, SourceFile } from '../program.ts'

/** The frame of a module's own expressions, or of a file's outside modules. */
export function bodyFrame(file: SourceFile, module: ModuleForm | null): Frame {
  const body = module ? [...module.constants.map(({ value }) => value), ...module.body] : file.form.body
  const { start, end } = module ?? { start: 0, end: file.text.length }
  return { file, module, fn: null, clause: { patterns: [], guard: null, body, start, end }, caller: null }
}
