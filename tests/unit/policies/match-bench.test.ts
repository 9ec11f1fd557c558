import { describe, expect, it } from '@jest/globals'
import { bareLoop, fullRun, loadTable, profilesAlone, pureSums, seededPolicies } from '../../bench/match-run'

const sizes = { policies: 60, enterprises: 500, sampled: { policies: 60, enterprises: 20 } }

describe('the bench of matching, small', () => {
  const policies = seededPolicies(sizes)
  const { table } = loadTable(sizes)

  it('counts what the pure function counts, and the same enterprises', () => {
    const { sums } = fullRun(table, policies)
    expect(policies.map(({ key }) => sums.get(key))).toEqual(pureSums(sizes, policies))
  })

  it('has at least one in twenty eligible', () => {
    const { sums } = fullRun(table, policies)
    const eligible = [...sums.values()].reduce((sum, { counts }) => sum + counts.eligible, 0)
    expect(eligible / (sizes.policies * sizes.enterprises)).toBeGreaterThanOrEqual(0.05)
  })

  it('finds for a profile what the evaluation of all finds', () => {
    expect(profilesAlone(sizes, policies).same).toBe(true)
  })

  it('is measured against a loop that reads every condition', () => {
    const { conditions, counted } = bareLoop(table, policies)
    expect(conditions).toBeGreaterThan(policies.length * 4)
    expect(counted).toBeGreaterThan(0)
  })
})
