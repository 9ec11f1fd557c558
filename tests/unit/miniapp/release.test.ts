import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { wechatTemplates } from '../../../server/src/features/catalogue'
import { startPair } from '../../api/channels/setup'

const script = join(__dirname, '../../../scripts/release-weapp.mjs')

const API_BASE = 'https://hutang.example.gov.cn'
const good = { API_BASE, WECHAT_APPID: 'wx0123456789abcdef', WECHAT_VERSION: '1.2.0' }

interface Run {
  status: number | null
  out: string
  err: string
}

/** A release with this environment alone; with a folder, of what is built there. */
function release(given: Record<string, string>, folder?: string): Promise<Run> {
  const others = Object.entries(process.env).filter(([name]) => !/^(WECHAT_|API_BASE)/.test(name))
  const child = spawn(process.execPath, [script, ...(folder ? [`--built=${folder}`] : [])], {
    env: { ...Object.fromEntries(others), ...given } as NodeJS.ProcessEnv,
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    err += part
  })
  return new Promise((done) => child.once('close', (status) => done({ status, out, err })))
}

/** What a release says when it is refused. */
async function refusal(given: Record<string, string>, folder?: string): Promise<string> {
  const run = await release(given, folder)
  expect([run.status, run.out]).toEqual([1, ''])
  return run.err
}

describe('a release of the mini-program is refused', () => {
  it.each([
    ['without an address', ''],
    ['at this machine', 'http://127.0.0.1:3000'],
    ['without https', 'http://hutang.example.gov.cn'],
    ['at a number', 'https://10.0.0.8'],
    ['at a number of the new kind', 'https://[2001:db8::1]'],
    ['at a name without a dot', 'https://localhost'],
    ['at a name of this network', 'https://hutang.local'],
    ['with a dot at the end', 'https://hutang.example.gov.cn.'],
    ['with a path', 'https://hutang.example.gov.cn/api'],
    ['with a slash at the end', 'https://hutang.example.gov.cn/'],
  ])('%s', async (_what, address) => {
    const said = await refusal({ ...good, API_BASE: address })
    expect(said).toContain('API_BASE 要写服务的 https 域名')
    expect(said).not.toMatch(/WECHAT_(APPID|VERSION)/)
  })

  it.each(['touristappid', 'wx0000000000000000', 'wxffffffffffffffff'])(
    'with the appid “%s”, which stands for none',
    async (appid) => {
      expect(await refusal({ ...good, WECHAT_APPID: appid })).toContain(`${appid} 是占位的`)
    },
  )

  it.each(['', 'wx0123', 'wx0123456789ABCDEF'])('with the appid “%s”', async (appid) => {
    const said = await refusal({ ...good, WECHAT_APPID: appid })
    expect(said).toContain('WECHAT_APPID 要写小程序的 AppID')
    expect(said).not.toMatch(/API_BASE|WECHAT_VERSION/)
  })

  it.each(['', '1', '1.2', 'v1.2.0', '1.2.0-beta', '01.2.0', '1.2.0.4'])(
    'with the version “%s”',
    async (version) => {
      const said = await refusal({ ...good, WECHAT_VERSION: version })
      expect(said).toContain('WECHAT_VERSION 要写这一版的版本号')
      expect(said).not.toMatch(/API_BASE|WECHAT_APPID/)
    },
  )

  it('with a secret, but without the templates that it is for', async () => {
    expect(await refusal({ ...good, WECHAT_SECRET: 'secret' })).toContain('WECHAT_TEMPLATE_PUBLISHED')
  })
})

let dist: string
beforeEach(() => {
  dist = join(mkdtempSync(join(tmpdir(), 'hutang-release-')), 'weapp')
  write('app.json', JSON.stringify({ pages: ['pages/home/index'], subPackages: [{ root: 'cadre/' }] }))
  write('app.js', `request("${API_BASE}");l().login();const listed=["getLocation"]`)
  write('base.wxml', '<button open-type="{{i.p4}}"></button>')
  write('sitemap.json', '{"rules":[]}')
  write('project.config.json', JSON.stringify({ appid: 'touristappid', setting: { urlCheck: true } }))
  write('cadre/edit/index.js', 'i().chooseImage({});x().uploadFile();r().downloadFile()')
  write('cadre/edit/index.js.LICENSE.txt', 'x'.repeat(3_000_000))
})
afterEach(() => rmSync(dirname(dist), { recursive: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(dist, file)), { recursive: true })
  writeFileSync(join(dist, file), text)
}

const notes = () => join(dirname(dist), 'weapp-1.2.0.md')

describe('a release of what is built', () => {
  it('carries appid and version, leaves out what is no part of it, and keeps the settings', async () => {
    expect(await release(good, dist)).toMatchObject({ status: 0, err: '' })
    expect(JSON.parse(readFileSync(join(dist, 'project.config.json'), 'utf8'))).toEqual({
      appid: good.WECHAT_APPID,
      description: '护塘 1.2.0',
      setting: { urlCheck: true },
      packOptions: {
        ignore: [
          { type: 'file', value: '.sources' },
          { type: 'suffix', value: '.LICENSE.txt' },
        ],
      },
    })
  })

  it('writes what the console asks for: domains, privacy, templates, words for the audit, sizes', async () => {
    write('pages/me/index.js', 't={openType:"getPhoneNumber"};s().setClipboardData({data:c})')
    const { out } = await release(good, dist)
    expect(out).toContain(notes())
    const text = readFileSync(notes(), 'utf8')
    for (const said of [
      '版本号：`1.2.0`',
      `| request 合法域名 | ${API_BASE} |`,
      `| uploadFile 合法域名 | ${API_BASE} |`,
      `| downloadFile 合法域名 | ${API_BASE} |`,
      '| 收集你的手机号 | 村民认证时',
      '| 收集你选中的照片或视频信息 |',
      '| 读取你的剪切板 |',
      '| 姓名、户号 |',
      '| 村务公开通知 | 一次性订阅 | 事项（thing1）',
      '没有核对：没有写 WECHAT_SECRET',
      '【审核用村名】',
      'msgSecCheck',
      '我的→账号和资料→注销账号',
      '| 分包 cadre | 0 kB |',
    ])
      expect(text).toContain(said)
    expect(text).not.toContain('日历')
    expect(text).not.toContain('位置')
  })

  it.each<[string, string, string, string]>([
    ['asks for what nobody gave a purpose', 'a.js', 'w().getLocation({})', '收集你的位置信息'],
    ['has a part that asks for it', 'a.wxml', '<camera device="back"/>', '访问你的摄像头'],
    ['calls what nobody has looked at', 'a.js', 'w().getBatteryInfo({})', 'wx.getBatteryInfo'],
    ['calls it on wx itself', 'a.js', 'wx.getBatteryInfo({})', 'wx.getBatteryInfo'],
    ['asks this machine', 'a.js', '"http://127.0.0.1:3000"', 'http://127.0.0.1:3000'],
    ['is too large in front', 'a.js', ' '.repeat(700_000), '主包有'],
    ['is too large behind', 'cadre/a.js', ' '.repeat(2_000_001), '分包 cadre 有'],
    ['was built for another address', 'app.js', 'request("https://other.example.cn")', '包里没有'],
  ])('is refused where it %s', async (_what, file, code, said) => {
    write(file, code)
    expect(await refusal(good, dist)).toContain(said)
    expect(existsSync(notes())).toBe(false)
  })

  it('is refused where searches of WeChat would find its lists', async () => {
    rmSync(join(dist, 'sitemap.json'))
    expect(await refusal(good, dist)).toContain('sitemap.json')
  })
})

it('the privacy guide that the document gives to be typed in is the one that the release checks', () => {
  const module = join(dirname(script), 'release/privacy.mjs')
  const code = `import(${JSON.stringify(module)}).then(({ purposes, written }) => process.stdout.write(JSON.stringify({ purposes, written })))`
  const { purposes, written } = JSON.parse(
    spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout,
  ) as { purposes: Record<string, string>; written: { info: string; purpose: string }[] }
  const document = readFileSync(join(dirname(script), '../docs/wechat-release.zh-CN.md'), 'utf8')
  const told = [...Object.entries(purposes), ...written.map(({ info, purpose }) => [info, purpose])]
  expect(told.length).toBeGreaterThan(8)
  for (const [info, purpose] of told) expect(document).toContain(`| ${info} | ${purpose} |`)
})

it('what the audit is told fits the fields of the console, with real names and numbers in it', async () => {
  await release(good, dist)
  const [, audit = ''] = readFileSync(notes(), 'utf8').split('\n## 审核说明\n')
  const texts = [...audit.matchAll(/```\n(.+)\n```/g)].map(([, text = '']) => text)
  expect(texts).toHaveLength(4)
  for (const text of texts) {
    const real = text
      .replace('【审核用村名】', '审核体验村')
      .replace('【登录单上的码】', 'ABCD-EFGH-JKLM')
      .replace(/[【】]/g, '')
    for (const said of [text, real]) expect([...said].length).toBeLessThanOrEqual(200)
  }
})

describe('the templates of a release', () => {
  const { published, emergency } = wechatTemplates()
  const settings = {
    ...good,
    WECHAT_TEMPLATE_PUBLISHED: published.templateId,
    WECHAT_TEMPLATE_EMERGENCY: emergency.templateId,
  }

  it('are compared with the vendor’s, where a secret is given', async () => {
    const pair = await startPair({ templates: [published, emergency] })
    const { appid, secret, url } = pair.emulator
    const env = { ...settings, WECHAT_APPID: appid, WECHAT_SECRET: secret, WECHAT_BASE_URL: url }
    expect(await release(env, dist)).toMatchObject({ status: 0, err: '' })
    expect(readFileSync(notes(), 'utf8')).toContain('核对过，一致')
    expect(await refusal({ ...env, WECHAT_TEMPLATE_EMERGENCY: 'other' }, dist)).toContain('（id other）')
    expect(await refusal({ ...env, WECHAT_SECRET: 'wrong' }, dist)).toContain('没有从微信取到模板')
    await pair.emulator.close()
  })
})

it('the walk on a phone takes the twenty minutes that its heading says', () => {
  const text = readFileSync(join(dirname(script), '../docs/wechat-release.zh-CN.md'), 'utf8')
  const [, walk = ''] = text.split('## 13. 手机上走一遍（二十分钟）')
  const minutes = [...walk.matchAll(/^\| (\d+) \| /gm)].map(([, minute]) => Number(minute))
  expect(minutes.length).toBeGreaterThan(10)
  expect(minutes.reduce((sum, one) => sum + one, 0)).toBe(20)
})
