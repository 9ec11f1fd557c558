import { describe, expect, it } from '@jest/globals'
import texts from '../../../config/templates/sms.json'
import { filled, fitVariable, segmentsOf } from '../../../server/src/channels/sms'
import { ConfigError, readConfig } from '../../../server/src/config'
import { smsKinds } from '../../../server/src/config-sms'
import { smsEnv } from '../../features/push-sms-rig'

describe('the settings of SMS', () => {
  const whole = smsEnv('http://127.0.0.1:1')
  const ofTencent = Object.fromEntries(
    Object.entries(whole).filter(([name]) => !name.startsWith('SMS_ALIYUN_')),
  )

  it('are all there, of one vendor or of both, or none is', () => {
    expect(readConfig({}).sms).toMatchObject({ tencent: null, aliyun: null })
    expect(readConfig(ofTencent).sms).toMatchObject({
      tencent: { templates: { household: '900001', digest: '900002', emergency: '900003' } },
      aliyun: null,
    })
    expect(readConfig(whole).sms.aliyun).toMatchObject({ keyId: 'aliyun-id', weight: 1 })
  })

  it.each([
    'SMS_TENCENT_SECRET_ID',
    'SMS_TENCENT_SECRET_KEY',
    'SMS_TENCENT_APP_ID',
    'SMS_TENCENT_SIGN',
    'SMS_TENCENT_TEMPLATES',
    'SMS_ALIYUN_KEY_ID',
    'SMS_ALIYUN_KEY_SECRET',
    'SMS_ALIYUN_SIGN',
    'SMS_ALIYUN_TEMPLATES',
    'SMS_RECEIPTS_KEY',
    'SMS_LINK',
  ])('without %s are refused with a sentence that names it', (name) => {
    const without = { ...whole, [name]: '' }
    expect(() => readConfig(without)).toThrow(ConfigError)
    expect(() => readConfig(without)).toThrow(new RegExp(`短信的设置只写了一部分，还缺环境变量 ${name}；`))
  })

  it('take the address of the service for the link', () => {
    expect(readConfig({ ...whole, SMS_LINK: '', PUBLIC_URL: 'https://ht.example' }).sms.link).toBe(
      'https://ht.example',
    )
  })

  it('want three templates', () => {
    expect(() => readConfig({ ...whole, SMS_ALIYUN_TEMPLATES: 'SMS_1,SMS_2' })).toThrow(
      /SMS_ALIYUN_TEMPLATES/,
    )
  })
})

describe('the sentences', () => {
  it('are one of each kind, with a constant link, and fit into one message', () => {
    expect(Object.keys(texts)).toEqual([...smsKinds])
    for (const { text, variables } of Object.values(texts)) {
      expect(text).toContain('{link}')
      // Neither at the beginning alone nor side by side, as the vendors' rules have it.
      expect(text).not.toMatch(/\}\{/)
      expect(
        [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => name !== 'link'),
      ).toEqual(variables)
      const longest = `【护塘村村委会】${filled(text, { link: 'https://hutang.example.cn/n', count: '99', place: '六个字的村名' })}`
      expect([longest.length <= 70, segmentsOf(longest)]).toEqual([true, 1])
    }
  })

  it('carry nothing that a vendor forbids', () => {
    for (const { text } of Object.values(texts)) expect(text).not.toMatch(/[【】★¥￥]|小程序|公众号|微信|党/)
  })

  it.each([
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
  ])('of %i characters are charged as %i', (length, segments) => {
    expect(segmentsOf('字'.repeat(length))).toBe(segments)
  })

  it('a variable is six characters at most', () => {
    expect([
      fitVariable('护塘村', '村里'),
      fitVariable('七个字的行政村', '村里'),
      fitVariable('', '村里'),
    ]).toEqual(['护塘村', '村里', '村里'])
  })
})
