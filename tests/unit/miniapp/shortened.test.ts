import { describe, expect, it } from '@jest/globals'
import { shortened } from '../../../miniapp/src/components/difference/shortened'

const long = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')

describe('text that has not changed', () => {
  it('stands whole where it is short', () => {
    expect(shortened('每亩每年', false, false)).toBe('每亩每年')
  })

  it('between two changes keeps what is near them', () => {
    const text = shortened(long, false, false)
    expect(text).toBe(`${long.slice(0, 40)} …… ${long.slice(-40)}`)
  })

  it('before the first change keeps its end, after the last its beginning', () => {
    expect(shortened(long, true, false)).toBe(`…… ${long.slice(-40)}`)
    expect(shortened(long, false, true)).toBe(`${long.slice(0, 40)} ……`)
  })

  it('is never cut inside a character', () => {
    expect(shortened('𠮷'.repeat(300), false, true)).toBe(`${'𠮷'.repeat(40)} ……`)
  })
})
