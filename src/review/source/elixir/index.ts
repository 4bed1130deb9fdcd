export { readElixir } from './lowering/file.ts'
export { parseElixir } from './parsing/parser.ts'
