import { describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { filesIn } from '../support/vendor-compiler'
import { compileWxss, complaintOf } from '../support/wcsc'

describe("WeChat's style compiler", () => {
  it('takes every style of the built mini-program', () => {
    const dist = builtMiniapp('weapp')
    const files = filesIn(dist, '.wxss')
    expect(files).toContain('app.wxss')
    expect(files.length).toBeGreaterThan(10)
    expect(compileWxss(dist, files)).toBe('')
  }, 180_000)

  it.each([
    ['a star', '.slip * { color: red }'],
    ['a brace that is not closed', '.slip { color: red'],
  ])('refuses %s', (_what, wxss) => {
    expect(complaintOf(wxss)).toContain('one.wxss')
  })

  it('takes what is in order', () => {
    expect(complaintOf('.slip { color: red }')).toBe('')
  })
})
