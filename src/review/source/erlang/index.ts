export { readErlang } from './lowering/file.ts'
export { parseErlang } from './parsing/forms.ts'
