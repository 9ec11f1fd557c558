import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { systemClock } from '../../server/src/clock'
import { startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { admin as runAdmin } from '../../server/src/operations/admin'
import { connectStorage } from '../../server/src/storage/connect'
import { settingModels } from '../../server/src/storage/settings.model'
import { exitOf, newDataDir, removeDataDirs, runService } from '../support/service'
import { setupForm } from '../support/setup-form'

const root = join(__dirname, '../..')
afterAll(removeDataDirs)

const envOf = (folder: string, more: Record<string, string> = {}) =>
  ({ PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: join(folder, 'data'), ...more }) as never

/** `npm run admin -- …` on a data folder, without building it each time. */
async function admin(folder: string, words: readonly string[], more: Record<string, string> = {}) {
  const lines: string[] = []
  try {
    await runAdmin(words, (line) => lines.push(line), envOf(folder, more))
    return { status: 0, said: lines.join('\n') }
  } catch (problem) {
    return { status: 1, said: (problem as Error).message }
  }
}

type Service = ReturnType<typeof runService> & { url: string }

/** Runs until the service says where it is; a real one, unless told otherwise. */
async function running(folder: string, env: Record<string, string> = {}): Promise<Service> {
  const service = runService({ DATA_DIR: join(folder, 'data'), DEMO: '0', ...env })
  for (;;) {
    const [, url] = /API\s+(http:\/\/\S+)\/docs/.exec(service.output()) ?? []
    if (url) return { ...service, url }
    if (service.child.exitCode !== null) throw new Error(service.output())
    await new Promise((done) => setTimeout(done, 30))
  }
}

async function stop({ child }: Service, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  child.kill(signal)
  await exitOf(child)
}

async function post<T>(
  url: string,
  path: string,
  body: object,
  token = '',
): Promise<{ status: number; body: T }> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as T }
}

const codeOf = ({ output }: Service): string => /\/setup#([0-9A-Z-]+)/.exec(output())?.[1] ?? ''
const inviteOf = (text: string): string => /account\/invite\/index\?code=([0-9A-Z-]+)/.exec(text)?.[1] ?? ''

interface Started {
  session: { accessToken: string; user: { name: string } }
}

describe('the secrets of a real installation', () => {
  it('are made once, beside the data, readable by their owner alone, and never replaced', async () => {
    const folder = newDataDir()
    const file = join(folder, 'data.secrets.json')
    // Once as it is typed.
    const command = ['scripts/admin.mjs', 'secrets']
    const { status, stdout } = spawnSync(process.execPath, command, {
      cwd: root,
      env: envOf(folder),
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, expect.stringContaining(file)])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = readFileSync(file, 'utf8')
    expect(Object.keys(JSON.parse(text))).toEqual(['jwt', 'fieldKey', 'hashKey'])
    expect(await admin(folder, ['secrets'])).toMatchObject({
      status: 1,
      said: expect.stringContaining('已经有了'),
    })
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('are refused inside the data folder, also by a link that leads back into it', async () => {
    const folder = newDataDir()
    mkdirSync(join(folder, 'data'))
    symlinkSync(join(folder, 'data'), join(folder, 'elsewhere'))
    const inside = ['s.json', '..s.json'].map((name) => join(folder, 'data', name))
    for (const file of [...inside, join(folder, 'elsewhere', 'keys', 's.json')]) {
      const refused = await admin(folder, ['secrets'], { SECRETS_FILE: file })
      expect(refused).toMatchObject({ status: 1, said: expect.stringContaining('不能放在数据目录') })
      expect(existsSync(file)).toBe(false)
    }
  })
})

describe('a real village', () => {
  let folder: string
  beforeAll(async () => {
    folder = newDataDir()
    await admin(folder, ['secrets'])
  })

  it('starts from an empty folder, survives kill -9, and its door closes behind the first administrator', async () => {
    const first = await running(folder)
    const old = codeOf(first)
    expect(old).toMatch(/^([2-9A-Y]{4}-){2}[2-9A-Y]{4}$/)
    expect(first.output()).toContain('微信还没接上')
    const page = await (await fetch(`${first.url}/setup`)).text()
    expect(page).toContain('/#/office/setup/index?code=')
    await stop(first, 'SIGKILL')

    const second = await running(folder)
    const code = codeOf(second)
    expect(code).not.toBe(old)
    expect((await post(second.url, '/api/setup', setupForm(old))).status).toBe(401)
    const { status, body } = await post<Started>(second.url, '/api/setup', setupForm(code))
    expect([status, body.session.user.name]).toEqual([201, '顾示例'])
    await stop(second, 'SIGKILL')

    const third = await running(folder, { DEMO: '' })
    expect(third.output()).not.toContain('启用')
    expect((await fetch(`${third.url}/api/setup`)).status).toBe(404)
    expect((await post(third.url, '/api/setup', setupForm(code, { since: '2026-12-01' }))).status).toBe(404)
    const me = await fetch(`${third.url}/api/me`, {
      headers: { authorization: `Bearer ${body.session.accessToken}` },
    })
    expect(me.status).toBe(200)
    const wechat = await post<{ error: { code: string } }>(third.url, '/api/sessions/wechat', { code: 'x' })
    expect([wechat.status, wechat.body.error.code]).toEqual([503, 'wechatNotConnected'])
    await stop(third)
  }, 60_000)

  it('has commands for its owner, while it runs and while it does not', async () => {
    const village = '310116109213'
    const asleep = await admin(folder, ['invite', village, '王新', '村经办人', '19900000009'])
    expect(asleep).toMatchObject({ status: 0, said: expect.stringContaining('护塘村的村经办') })
    const service = await running(folder)
    const awake = await admin(folder, ['invite', village, '王新', '文书'])
    expect(awake.said).toContain('原来就是')
    const enter = (code: string) => post<Started['session']>(service.url, '/api/sessions/invite', { code })
    expect((await enter(inviteOf(asleep.said))).status).toBe(401)
    const { status, body } = await enter(inviteOf(awake.said))
    expect([status, body.user.name]).toEqual([200, '王新'])

    const desk = () =>
      fetch(`${service.url}/api/screens/desk?region=${village}`, {
        headers: { authorization: `Bearer ${body.accessToken}` },
      })
    expect((await desk()).status).toBe(200)
    expect((await admin(folder, ['role', 'list', village])).said).toContain('王新')
    expect((await admin(folder, ['role', 'end', village, '王新', '文书'])).status).toBe(0)
    await new Promise((done) => setTimeout(done, 1000))
    expect((await desk()).status).toBe(403)
    expect((await admin(folder, ['role', 'list', village])).said).not.toContain('王新')

    const reset = await admin(folder, ['reset'])
    expect(reset.said).toContain('管理员顾示例')
    expect((await enter(inviteOf(reset.said))).body.user.name).toBe('顾示例')
    for (const wrong of [
      ['invite', '999999', '王新', '文书'],
      ['invite', village, '王新', '团支书'],
      ['role'],
      [],
    ])
      expect((await admin(folder, wrong)).status).toBe(1)
    await stop(service)
  }, 60_000)
})

it('codes for its papers are made ahead, beside the running service', async () => {
  const village = '310116109213'
  const folder = newDataDir()
  await admin(folder, ['secrets'])
  const service = await running(folder)
  expect((await post(service.url, '/api/setup', setupForm(codeOf(service)))).status).toBe(201)
  const [appid, secret] = ['wx-owner', 'secret']
  const vendor = await startWeChatEmulator({ clock: systemClock, appid, secret })
  const env = { WECHAT_APPID: appid, WECHAT_SECRET: secret, WECHAT_BASE_URL: vendor.url }
  try {
    expect((await admin(folder, ['codes', village])).said).toContain('还没有接上微信')
    expect((await admin(folder, ['codes', '999999'], env)).status).toBe(1)
    const pictures = join(folder, 'codes')
    const first = await admin(folder, ['codes', village, pictures, '认证单'], env)
    expect(first).toMatchObject({ status: 0, said: expect.stringContaining(`图片在 ${pictures}`) })
    expect(first.said).toContain('认证单的码里有户号，没有认证号码')
    expect(readdirSync(pictures)).toEqual(expect.arrayContaining(['首页.png', '我家.png']))
    expect((await admin(folder, ['codes', village], env)).said).toContain('新做 0 个')
  } finally {
    await vendor.close()
    await stop(service)
  }
}, 60_000)

describe('the commands of the owner', () => {
  it('leave the demo, and a folder that was never started, alone', async () => {
    const folder = newDataDir()
    await admin(folder, ['secrets'])
    expect(await admin(folder, ['reset'])).toMatchObject({
      status: 1,
      said: expect.stringContaining('还没有正式启动过'),
    })
    const storage = await connectStorage({ dataDir: join(folder, 'data') })
    await settingModels(storage.connection).Setting.create({ _id: 'kind', value: 'demo' })
    await storage.close()
    expect(await admin(folder, ['reset'])).toMatchObject({
      status: 1,
      said: expect.stringContaining('演示数据'),
    })
  })

  it('reset: a new code where nothing is set up yet', async () => {
    const folder = newDataDir()
    await admin(folder, ['secrets'])
    const service = await running(folder)
    const code = /\/setup#([0-9A-Z-]+)/.exec((await admin(folder, ['reset'])).said)?.[1] ?? ''
    expect((await post(service.url, '/api/setup/look', setupForm(codeOf(service)))).status).toBe(401)
    expect((await post(service.url, '/api/setup/look', setupForm(code))).status).toBe(200)
    await stop(service)
  }, 60_000)
})
