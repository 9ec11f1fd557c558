import { officeWords, stateTextIn, type Viewer, verbTextIn, visitor, workVerbs } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { abilitiesOf } from '../../server/src/features/notices/workflow/abilities'

const states = ['draft', 'submitted', 'returned', 'approved', 'scheduled', 'published', 'superseded'] as const
const villageOnly = /审核|(?<!签发)发布|村监会|书记/

describe('the words of a township', () => {
  it('are 保密审查 and 签发, in every state and step', () => {
    expect(officeWords('township')).toMatchObject({ review: '保密审查', publish: '签发' })
    expect(stateTextIn('submitted', 'township')).toBe('待保密审查')
    expect(stateTextIn('approved', 'township')).toBe('待签发')
    for (const state of states) expect(stateTextIn(state, 'township')).not.toMatch(villageOnly)
    for (const verb of workVerbs) expect(verbTextIn(verb, 'township')).not.toMatch(villageOnly)
  })

  it('stand beside every button that is not to be pressed', () => {
    const region = '310116109'
    const people: Viewer[] = [
      { ...visitor, person: 'p1', roles: [] },
      { ...visitor, person: 'p1', roles: [{ role: 'township-officer', region }] },
      { ...visitor, person: 'author', roles: [{ role: 'township-reviewer', region }] },
    ]
    for (const viewer of people) {
      for (const state of states) {
        const abilities = abilitiesOf({ state, region, author: 'author' }, viewer, 'township', {})
        for (const { failureReasons } of abilities) {
          for (const sentence of failureReasons) expect(sentence).not.toMatch(villageOnly)
        }
      }
    }
  })
})

it('a village keeps its own', () => {
  expect(officeWords('village')).toMatchObject({ review: '审核', publish: '发布' })
  expect(stateTextIn('submitted', 'village')).toBe('待审核')
})
