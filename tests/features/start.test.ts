import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { exitOf, newDataDir, removeDataDirs, runService, startDemo } from '../support/service'

/** Runs until it ends by itself. */
async function failing(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { child, output } = runService(env)
  const code = await exitOf(child)
  return { code, said: output().replace('第一次启动：正在准备演示村庄…\n', '') }
}

const oneSentence = /^[^\n]+[。；][^\n]*\n$/

describe('a service that cannot start', () => {
  afterAll(removeDataDirs)

  it('says that the port is taken, and which to try', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((done) => other.once('listening', done))
    const { port } = other.address() as AddressInfo
    const { code, said } = await failing({ PORT: String(port), DATA_DIR: newDataDir(), DEMO: '1' })
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
    ['mongodb://127.0.0.1:9/hutang', '连不上'],
    ['nonsense', 'MONGODB_URI'],
  ])('says what is wrong with MONGODB_URI=%s', async (uri, words) => {
    const { code, said } = await failing({ MONGODB_URI: uri, DATA_DIR: newDataDir() })
    expect(code).toBe(1)
    expect(said).toMatch(oneSentence)
    expect(said).toContain(words)
  })

  it('asks for the secrets where it is no demo', async () => {
    const { code, said } = await failing({ DEMO: '0', DATA_DIR: newDataDir() })
    expect(code).toBe(1)
    for (const name of ['JWT_SECRET', 'FIELD_KEY', 'HASH_KEY', 'WECHAT_SECRET']) expect(said).toContain(name)
  })

  it('is no demo on an address others can reach, unless told so', async () => {
    const { code, said } = await failing({ HOST: '0.0.0.0', DATA_DIR: newDataDir() })
    expect(code).toBe(1)
    expect(said).toContain('DEMO=1')
  })
})

describe('the demo', () => {
  afterAll(removeDataDirs)

  it('stops cleanly, keeps its data, and never opens them as real ones', async () => {
    const dataDir = newDataDir()
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
