import { describe, expect, it } from '@jest/globals'
import { demoPolicies } from '../../../server/src/demo/packages'
import { objectionsIn, problemsOf } from '../../../server/src/features/policies/workflow/readiness.rules'

const policies = demoPolicies(new Date('2026-11-27T02:00:00Z'))
const [first] = policies

describe('handing in', () => {
  it('is free of problems for every policy of the demo: whoever corrects one may hand it in', () => {
    for (const { key, content } of policies)
      expect([key, problemsOf(content, null), objectionsIn(content)]).toEqual([key, [], []])
  })

  it('reads a sentence of the document across its lines, and no other', () => {
    const content = first?.content
    if (!content) throw new Error('no policy')
    const text = content.text.replace(/(.{10})/g, '$1\n  ')
    expect(problemsOf({ ...content, text }, null)).toEqual([])
    const other = problemsOf({ ...content, text: content.text.replaceAll('绿色食品证书', '有机证书') }, null)
    expect(other.map(({ field }) => field)).toEqual([expect.stringMatching(/^content\.rule\.all\.\d$/)])
  })

  it('of a correction wants to know what was wrong, and whether it is told', () => {
    const content = first?.content
    if (!content) throw new Error('no policy')
    const fields = problemsOf(content, { note: ' ', size: null }).map(({ field }) => field)
    expect(fields).toEqual(['change.note', 'change.size'])
  })
})
