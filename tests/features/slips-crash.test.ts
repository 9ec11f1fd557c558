import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { hashSlipCode } from '../../server/src/features/verification'
import { printSlips } from '../../server/src/features/verification/print-slips'
import { type Village, village, villageApp } from '../api/notices-setup'
import { testKeys } from '../support/app'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'
import { readPdf } from '../support/pdf'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const codesOn = (pdf: Buffer): string[] =>
  readPdf(pdf)
    .flatMap(({ codes }) => codes)
    .map((code) => new URLSearchParams(code.split('?')[1]).get('code') ?? '')
    .map((code) => hashSlipCode(code, testKeys.HASH_KEY))
    .sort()
const kept = async () => (await t.deps.models.Slip.find().lean()).map(({ codeHash }) => codeHash).sort()

it('slips that break off at any write are printed again, and only what is on the newest paper is good', async () => {
  const clerk = await actorIn(t, 'clerk')
  const { Audit } = t.deps.models
  const deaths = await atEveryWrite(async (nth, when) => {
    const before = await kept()
    const { deps, died } = dyingAt(t, nth, when)
    await printSlips(deps, clerk, village.code, { all: true }).catch((problem) => {
      if (!(problem instanceof Crash)) throw problem
    })
    const recorded = await Audit.countDocuments({ act: 'slipsPrinted' })
    // No slip changes of which the audit knows nothing.
    if (recorded === 0) expect(await kept()).toEqual(before)
    await Audit.deleteMany({})
    return died()
  })
  const { pdf } = await printSlips(t.deps, clerk, village.code, { all: true })
  expect(codesOn(pdf)).toHaveLength(3)
  expect(await kept()).toEqual(codesOn(pdf))
  // The audit and the slips, each before and after; then the marks of the households.
  expect(deaths).toBeGreaterThanOrEqual(4)
})
