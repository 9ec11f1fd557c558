import { describe, expect, it } from '@jest/globals'
import { ConfigError, readConfig } from '../../../server/src/config'
import { withSecrets } from '../../../server/src/start/secrets'
import { testKeys } from '../../support/app'

const wechat = {
  ...testKeys,
  WECHAT_APPID: 'wx-test',
  WECHAT_SECRET: 'secret',
  WECHAT_EVENT_TOKEN: 'event-token',
  WECHAT_TEMPLATE_PUBLISHED: 'published-of-the-test',
  WECHAT_TEMPLATE_EMERGENCY: 'emergency-of-the-test',
}
const started = (env: Record<string, string> = {}) =>
  withSecrets(readConfig({ ...wechat, ...env }), false).wechat

describe('the settings of WeChat', () => {
  it('ask for the key that 安全模式 needs', () => {
    expect(() => started({ WECHAT_EVENT_MODE: 'safe' })).toThrow('WECHAT_EVENT_AES_KEY')
    const key = 'a'.repeat(43)
    expect(started({ WECHAT_EVENT_MODE: 'safe', WECHAT_EVENT_AES_KEY: key })).toMatchObject({
      eventAesKey: key,
    })
    expect(() => started({ WECHAT_EVENT_AES_KEY: 'too short' })).toThrow(ConfigError)
    expect(() => started({ WECHAT_EVENT_MODE: 'secret' })).toThrow(ConfigError)
  })

  it('set the limits of calls, over all processes', () => {
    expect(started().limits).toEqual({ daily: 10_000_000 })
    expect(started({ WECHAT_CALLS_PER_SECOND: '50', WECHAT_DAILY_QUOTA: '30000000' }).limits).toEqual({
      daily: 30_000_000,
      rate: { calls: 50, windowMs: 1000 },
    })
  })
})
