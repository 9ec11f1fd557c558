import { describe, expect, it } from '@jest/globals'
import { personalDataInPolicy } from '../../../server/src/features/policies/workflow/content.rules'

describe('ids of the policies that a policy excludes', () => {
  it('are no words, though some of them look like a telephone', () => {
    expect(personalDataInPolicy({ excludes: ['3f0c8a1e-13d4-4b7a-8c21-138005550123'] })).toEqual([])
  })

  it('are looked at where they are no id of ours', () => {
    const [problem] = personalDataInPolicy({ excludes: ['13800555012'] })
    expect(problem?.field).toBe('content.excludes.0')
  })
})
