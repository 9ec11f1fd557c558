import { describe, expect, it } from '@jest/globals'
import { deviceOf, deviceText } from '../../../server/src/features/accounts/device.rules'

describe('what is kept of a browser', () => {
  it.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50 miniProgram/wx1',
      '微信 · 苹果手机',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36 Edg/143.0',
      'Edge · Windows',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605 Version/18 Safari/605', 'Safari · macOS'],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36', 'Chrome · 安卓'],
    [
      'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ArkWeb/4 Mobile HuaweiBrowser/5',
      '华为浏览器 · 鸿蒙',
    ],
    ['curl/8.0 沈国良 13800000000', '其他浏览器'],
    ['', '其他浏览器'],
    [undefined, '其他浏览器'],
  ])('of %s is %s', (agent, words) => {
    expect(deviceText(deviceOf(agent))).toBe(words)
  })
})
