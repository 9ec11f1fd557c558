import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const script = join(__dirname, '../../../scripts/release-weapp.mjs')

/** What a release with this environment says when it is refused. */
function refusal(given: Record<string, string>): string {
  const { API_BASE: _base, WECHAT_APPID: _appid, ...env } = process.env
  const run = spawnSync(process.execPath, [script], { env: { ...env, ...given }, encoding: 'utf8' })
  expect(run.status).toBe(1)
  expect(run.stdout).toBe('')
  return run.stderr
}

const WECHAT_APPID = 'wx0123456789abcdef'

describe('a release of the mini-program is refused', () => {
  it.each([
    ['without an address', ''],
    ['at this machine', 'http://127.0.0.1:3000'],
    ['without https', 'http://hutang.example.gov.cn'],
    ['at a number', 'https://10.0.0.8'],
    ['at a number of the new kind', 'https://[2001:db8::1]'],
    ['at a name without a dot', 'https://localhost'],
    ['with a path', 'https://hutang.example.gov.cn/api'],
    ['with a slash at the end', 'https://hutang.example.gov.cn/'],
  ])('%s', (_what, API_BASE) => {
    const said = refusal({ API_BASE, WECHAT_APPID })
    expect(said).toContain('API_BASE 要写服务的 https 域名')
    expect(said).not.toContain('WECHAT_APPID')
  })

  it.each(['', 'touristappid', 'wx0123', 'wx0123456789ABCDEF'])('with the appid “%s”', (appid) => {
    const said = refusal({ API_BASE: 'https://hutang.example.gov.cn', WECHAT_APPID: appid })
    expect(said).toContain('WECHAT_APPID 要写小程序的 AppID')
    expect(said).not.toContain('API_BASE')
  })
})
