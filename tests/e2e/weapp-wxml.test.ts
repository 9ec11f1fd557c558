import { describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { filesIn } from '../support/vendor-compiler'
import { compileForGlassEasel, compileWxml, complaintsOf } from '../support/wcc'

describe("WeChat's two compilers of templates", () => {
  it('take every template of the built mini-program', () => {
    const dist = builtMiniapp('weapp')
    const files = filesIn(dist, '.wxml')
    expect(files).toContain('base.wxml')
    expect(files.length).toBeGreaterThan(60)
    expect(compileWxml(dist, files)).toBe('')
    expect(compileForGlassEasel(dist, files)).toBe('')
  }, 180_000)

  it.each([
    ['a tag that is not closed', '<view><text></view>'],
    ['an expression that is not finished', '<view class="{{a +}}"></view>'],
  ])('refuse %s', (_what, wxml) => {
    const { wcc, glassEasel } = complaintsOf(wxml)
    expect(wcc).toContain('one.wxml')
    expect(glassEasel).toContain('one.wxml')
  })

  it('take what is in order', () => {
    expect(complaintsOf('<view class="{{a}}"><text>好</text></view>')).toEqual({ wcc: '', glassEasel: '' })
  })
})
