import type { Location } from '../../review/report.ts'
import { visible } from '../escape.ts'

/** What paths are relative to. */
export const root = '%SRCROOT%'

export function artifact(path: string) {
  const uri = path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  return { uri, uriBaseId: root }
}

export function physical({ path, startLine, endLine, snippet }: Location) {
  const code = snippet === '' ? {} : { snippet: { text: visible(snippet) } }
  return { artifactLocation: artifact(path), region: { startLine, endLine, ...code } }
}

/** A place in the code, with its function or module where it has one. */
export function located(location: Location) {
  const { symbol } = location
  const logical =
    symbol === null
      ? {}
      : {
          logicalLocations: [
            { fullyQualifiedName: visible(symbol), kind: /\/\d+$/.test(symbol) ? 'function' : 'module' },
          ],
        }
  return { physicalLocation: physical(location), ...logical }
}
