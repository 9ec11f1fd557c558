import { describe, expect, it } from '@jest/globals'
import { hashPhone, keyId, openPhone, sealPhone } from '../../../server/src/features/residents'
import { hashSlipCode, newSlipCode } from '../../../server/src/features/verification/slip-codes'

const [oldKey, newKey] = ['11'.repeat(32), '33'.repeat(32)]
const phone = '19900000001'

describe('a sealed phone number', () => {
  it('opens with its key, and never looks the same twice', () => {
    const sealed = sealPhone(phone, oldKey)
    expect(sealed).not.toContain(phone)
    expect(sealPhone(phone, oldKey)).not.toBe(sealed)
    expect(openPhone(sealed, [oldKey])).toBe(phone)
  })

  it('names its key, so that a new key can take over while the old one still opens', () => {
    const sealed = sealPhone(phone, oldKey)
    expect(sealed.startsWith(`${keyId(oldKey)}.`)).toBe(true)
    expect(openPhone(sealed, [newKey, oldKey])).toBe(phone)
    expect(openPhone(sealed, [newKey])).toBeNull()
  })

  it('does not open when anything in it was changed', () => {
    const parts = sealPhone(phone, oldKey).split('.')
    for (let at = 0; at < parts.length; at++) {
      for (const change of [(part: string) => `A${part.slice(1)}B`, (part: string) => `${part}B`]) {
        const changed = parts.map((part, n) => (n === at ? change(part) : part)).join('.')
        expect(openPhone(changed, [oldKey])).toBeNull()
      }
    }
    for (const junk of ['', 'x', '...', `${keyId(oldKey)}.a.b.c`])
      expect(openPhone(junk, [oldKey])).toBeNull()
  })
})

describe('a keyed hash', () => {
  it('is the same however the number is written, and another with another key', () => {
    expect(hashPhone('+86 199-0000-0001', oldKey)).toBe(hashPhone(phone, oldKey))
    expect(hashPhone('１９９００００0001', oldKey)).toBe(hashPhone(phone, oldKey))
    expect(hashPhone(phone, newKey)).not.toBe(hashPhone(phone, oldKey))
    expect(hashSlipCode(phone, oldKey)).not.toBe(hashPhone(phone, oldKey))
  })
})

describe('the code of a slip', () => {
  it('has eight signs in two groups, none of which looks like another', () => {
    for (let n = 0; n < 200; n++)
      expect(newSlipCode()).toMatch(/^[2-9ACDEFGHJKMNPQRTVWXY]{4}-[2-9ACDEFGHJKMNPQRTVWXY]{4}$/)
  })

  it('is the same however it is typed', () => {
    expect(hashSlipCode(' ７kq4　m2xa', oldKey)).toBe(hashSlipCode('7KQ4-M2XA', oldKey))
  })
})
