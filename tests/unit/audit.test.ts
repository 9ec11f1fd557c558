import { auditKinds } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { type Act, acts, type Detail, details } from '../../server/src/features/audit/acts.rules'
import { networkOf } from '../../server/src/features/audit/network.rules'
import { sentenceOf } from '../../server/src/features/audit/words.rules'

describe('the network of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['127.0.0.1', '127.0.0.0/24'],
    ['2001:db8:1:2:3::4', '2001:db8:1::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['::1', '::/48'],
    ['', null],
    ['unknown', null],
    ['203.0.113.77:8080', null],
  ])('%s → %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('an entry of the audit as a sentence', () => {
  it('is said in Chinese for every act and every detail', () => {
    const allActs = Object.keys(acts) as Act[]
    const allDetails = [null, ...(Object.keys(details) as Detail[])]
    const sentences = allActs.flatMap((act) =>
      allDetails.map((detail) => sentenceOf({ act, detail, times: 1 })),
    )
    expect(new Set(sentences).size).toBe(allActs.length * allDetails.length)
    for (const sentence of sentences) expect(sentence).toMatch(/^[\u4e00-\u9fff，：、/]+$/)
  })

  it('says how often', () => {
    expect(sentenceOf({ act: 'signInFailed', detail: 'codeInvalid', times: 3 })).toBe(
      '登录没有成功：登录码无效或已用过（共3次）',
    )
  })

  it('is found under one of the kinds', () => {
    const kinds = new Set<string>(auditKinds)
    for (const kind of Object.values(acts)) expect(kinds.has(kind)).toBe(true)
  })
})
