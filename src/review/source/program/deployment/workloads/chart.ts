import type { SourceFile } from '../../program.ts'
import { type ChartValues, readYaml, type YamlNode } from '../documents/yaml.ts'

/**
 * The default values of the chart that a template belongs to: `values.yaml` beside the `templates` folder. Somebody
 * who installs the chart may set others; the defaults are what the repository says.
 */
export function chartValues(documents: readonly SourceFile[]): (file: SourceFile) => ChartValues {
  const files = new Map<string, SourceFile>()
  for (const file of documents) {
    const folder = /^(.*?)values\.ya?ml$/.exec(file.path)?.[1]
    if (folder !== undefined && (folder === '' || folder.endsWith('/'))) files.set(folder, file)
  }
  const read = new Map<string, YamlNode | null>()
  return (file) => (path) => {
    const folder = /^(.*?)templates\//.exec(file.path)?.[1]
    const values = folder === undefined ? undefined : files.get(folder)
    if (folder === undefined || !values) return null
    if (!read.has(folder)) read.set(folder, readYaml(values).documents[0] ?? null)
    return (
      read
        .get(folder)
        ?.get(...path)
        ?.text() ?? null
    )
  }
}
