import { expect, it } from 'vitest'
import { ruleFolder } from '../../scripts/rule-folder.ts'
import { hazards } from '../../src/review/rules/hazards.ts'
import { formOf } from '../review/rules/verdicts.ts'

it('every hazard of the catalogue gets a folder with its name, whose examples are read to the end', () => {
  for (const { id, family, title } of hazards) {
    const { folder, files } = ruleFolder(id) ?? { folder: '', files: {} }
    expect(folder).toBe(`src/review/rules/${family}/${id}`)
    expect(Object.keys(files)).toEqual(['rule.ts', 'README.md', 'bad.ex', 'good.ex', 'bad.erl', 'good.erl'])
    expect(files['README.md']).toContain(`# ${id}: ${title.replace(/`/g, '')}`)
    for (const [path, text] of Object.entries(files)) {
      if (/\.(ex|erl)$/.test(path)) expect(formOf({ path, text }).unread).toEqual([])
    }
  }
})

it('a hazard that is not in the catalogue gets none', () => {
  expect(ruleFolder('no-such-hazard')).toBe(null)
})
