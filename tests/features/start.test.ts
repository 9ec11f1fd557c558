import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { exitOf, filledDataDir, newDataDir, removeDataDirs, runService, startDemo } from '../support/service'

/** Runs until it ends by itself. */
async function failing(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { child, output } = runService(env)
  const code = await exitOf(child)
  return { code, said: output().replace('第一次启动：正在准备演示村庄…\n', '') }
}

const realSecrets = {
  JWT_SECRET: 'a secret of the test, long enough for it',
  FIELD_KEY: '11'.repeat(32),
  HASH_KEY: '22'.repeat(32),
}
const wechat = {
  WECHAT_APPID: 'wx-test',
  WECHAT_SECRET: 'secret',
  WECHAT_EVENT_TOKEN: 'token',
  WECHAT_TEMPLATE_PUBLISHED: 'published-of-the-test',
  WECHAT_TEMPLATE_EMERGENCY: 'emergency-of-the-test',
}

/** Waits until the process says it. */
async function said(
  { child, output }: ReturnType<typeof runService>,
  words: RegExp,
): Promise<RegExpExecArray> {
  for (;;) {
    const found = words.exec(output())
    if (found) return found
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}\n${output()}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

// The mini-program may have to be built first, and the village filled.
beforeAll(async () => void (await filledDataDir()), 240_000)

const oneSentence = /^[^\n]+[。；][^\n]*\n$/

describe('a service that cannot start', () => {
  afterAll(removeDataDirs)

  it('says that the port is taken, and which to try', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => other.once('listening', done))
    const { port } = other.address() as AddressInfo
    const { code, said } = await failing({ PORT: String(port), DATA_DIR: await filledDataDir(), DEMO: '1' })
    other.close()
    expect(code).toBe(1)
    expect(said).toMatch(oneSentence)
    expect(said).toContain(`端口 ${port} 已被占用`)
  })

  it('says that the data folder cannot be made', async () => {
    const { code, said } = await failing({ DATA_DIR: '/proc/hutang' })
    expect(code).toBe(1)
    expect(said).toMatch(oneSentence)
    expect(said).toContain('数据目录 /proc/hutang 不能写入')
  })

  it('says that the data folder is a file', async () => {
    const file = join(newDataDir(), 'file')
    writeFileSync(file, '')
    const { code, said } = await failing({ DATA_DIR: file })
    expect(code).toBe(1)
    expect(said).toMatch(oneSentence)
  })

  it.each([
    ['is damaged', Buffer.from('no database'.repeat(100)), 'npm run restore'],
    ['has lost its end', Buffer.from('SQLite format 3\0'), 'npm run restore'],
    ['is of another program', Buffer.from(`SQLite format 3\0${'\0'.repeat(600)}`), '属于别的程序'],
  ])('says that the data file %s, and leaves it alone', async (_, bytes, words) => {
    const dataDir = newDataDir()
    writeFileSync(join(dataDir, 'data.sqlite'), bytes)
    for (const args of [[], ['--role=db']]) {
      const { child, output } = runService({ DATA_DIR: dataDir, DEMO: '1' }, args)
      expect(await exitOf(child)).toBe(1)
      expect(output()).toMatch(oneSentence)
      expect(output()).toContain(words)
    }
    expect(readFileSync(join(dataDir, 'data.sqlite')).equals(bytes)).toBe(true)
  })

  it.each([
    ['mongodb://127.0.0.1:9/hutang', '连不上'],
    ['nonsense', 'MONGODB_URI'],
  ])('says what is wrong with MONGODB_URI=%s', async (uri, words) => {
    const { code, said } = await failing({ MONGODB_URI: uri, DATA_DIR: newDataDir() })
    expect(code).toBe(1)
    expect(said).toMatch(oneSentence)
    expect(said).toContain(words)
  })

  it('says that the kept secrets are no secrets any more', async () => {
    const dataDir = newDataDir()
    writeFileSync(join(dataDir, 'secrets.json'), '{"jwt":"x"}')
    const { code, said } = await failing({ DEMO: '1', DATA_DIR: dataDir })
    expect(code).toBe(1)
    expect(said).toMatch(oneSentence)
    expect(said).toContain('secrets.json 读不出来')
  })

  it('asks for the secrets where it is no demo, and names the command that makes them', async () => {
    const { code, said } = await failing({ DEMO: '0', DATA_DIR: newDataDir() })
    expect(code).toBe(1)
    expect(said).toMatch(oneSentence)
    for (const name of ['JWT_SECRET', 'FIELD_KEY', 'HASH_KEY', 'npm run admin -- secrets'])
      expect(said).toContain(name)
    expect(said).not.toContain('WECHAT')
  })

  it('takes all that WeChat needs, or nothing of it: the demo’s ids of templates would be refused', async () => {
    for (const id of ['', 'demo-published']) {
      const { code, said } = await failing({
        DEMO: '0',
        DATA_DIR: newDataDir(),
        ...realSecrets,
        ...wechat,
        WECHAT_TEMPLATE_PUBLISHED: id,
      })
      expect(code).toBe(1)
      expect(said).toMatch(oneSentence)
      expect(said).toContain('WECHAT_TEMPLATE_PUBLISHED')
      expect(said).not.toContain('WECHAT_TEMPLATE_EMERGENCY')
    }
  })

  it('is no demo on an address others can reach, unless told so', async () => {
    const { code, said } = await failing({ HOST: '0.0.0.0', DATA_DIR: newDataDir() })
    expect(code).toBe(1)
    expect(said).toContain('DEMO=1')
  })
})

describe('several processes on one data folder', () => {
  afterAll(removeDataDirs)

  it('keeps a demo to one process', async () => {
    const dataDir = await filledDataDir()
    const first = await startDemo(dataDir)
    const second = await failing({ DATA_DIR: dataDir, DEMO: '1' })
    expect(second.code).toBe(1)
    expect(second.said).toMatch(oneSentence)
    expect(second.said).toContain('演示只能在一个进程里运行')
    expect(await first.stop()).toBe(0)
  }, 180_000)

  it('serves the database alone with --role=db, and others go through it', async () => {
    const dataDir = newDataDir()
    const env = { DATA_DIR: dataDir, DEMO: '0', ...realSecrets }
    const database = runService(env, ['--role=db'])
    await said(database, /数据库已经就绪/)
    const web = runService(env)
    const [, url] = await said(web, /app\s+(http:\/\/[^\s]+?)\/\s/)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    for (const { child } of [web, database]) {
      child.kill('SIGTERM')
      expect(await exitOf(child)).toBe(0)
    }
  }, 60_000)

  it('goes on when the database is killed, and lets the next one stand by', async () => {
    const dataDir = newDataDir()
    const env = { DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'warn', ...realSecrets }
    const database = runService(env, ['--role=db'])
    await said(database, /数据库已经就绪/)
    const web = runService(env)
    const [, url] = await said(web, /app\s+(http:\/\/[^\s]+?)\/\s/)
    database.child.kill('SIGKILL')
    await said(web, /this process serves the data folder/)
    let status = 0
    while (status !== 200) status = (await fetch(`${url}/readyz`)).status
    const next = runService(env, ['--role=db'])
    await said(next, /由本进程接替/)
    web.child.kill('SIGTERM')
    expect(await exitOf(web.child)).toBe(0)
    await said(next, /this process serves the data folder/)
    next.child.kill('SIGTERM')
    expect(await exitOf(next.child)).toBe(0)
  }, 60_000)
})

describe('the demo', () => {
  afterAll(removeDataDirs)

  it('is filled anew when the first start was cut off while filling', async () => {
    const dataDir = newDataDir()
    const { child, output } = runService({ DATA_DIR: dataDir, DEMO: '1' })
    while (!output().includes('第一次启动')) await new Promise((done) => setTimeout(done, 5))
    child.kill('SIGKILL')
    await exitOf(child)
    const again = await startDemo(dataDir)
    const home = await fetch(`${again.url}/api/screens/home?region=310116109213`)
    expect(await home.json()).toMatchObject({ items: 51, published: 44 })
    const messages = await fetch(`${again.url}/api/sessions/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"persona":"elder"}',
    })
    expect(((await messages.json()) as { user: { unread: number } }).user.unread).toBeGreaterThan(0)
    expect(await again.stop()).toBe(0)
  }, 60_000)

  it('stops cleanly, keeps its data, and never opens them as real ones', async () => {
    const dataDir = await filledDataDir()
    const first = await startDemo(dataDir)
    const session = await fetch(`${first.url}/api/sessions/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"persona":"villager"}',
    })
    const { refreshToken } = (await session.json()) as { refreshToken: string }
    await fetch(`${first.url}/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advanceSeconds":86400}',
    })
    expect(await first.stop()).toBe(0)
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
    const secrets = readFileSync(join(dataDir, 'secrets.json'), 'utf8')

    const again = await startDemo(dataDir)
    expect(again.output()).not.toContain('第一次启动')
    const refreshed = await fetch(`${again.url}/api/sessions/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    })
    expect(refreshed.status).toBe(200)
    const clock = (await (await fetch(`${again.url}/demo/clock`)).json()) as { offsetSeconds: number }
    expect(clock.offsetSeconds).toBe(86_400)
    expect(await again.stop()).toBe(0)
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(secrets)

    const real = await failing({
      DATA_DIR: dataDir,
      DEMO: '0',
    })
    expect(real.code).toBe(1)
    expect(real.said).toContain('演示数据')
  }, 60_000)
})
