import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'

const script = join(__dirname, '../../../scripts/build-miniapp.mjs')

/** What stands for the sources and settings of a build with this environment. */
function stamp(given: Record<string, string>): string {
  const code = `import(${JSON.stringify(script)}).then(({ digestOf }) => process.stdout.write(digestOf('weapp')))`
  const { API_BASE: _base, WECHAT_SPEECH: _speech, ...env } = process.env
  const run = spawnSync(process.execPath, ['-e', code], { env: { ...env, ...given }, encoding: 'utf8' })
  expect(run.stderr).toBe('')
  return run.stdout
}

it('a build is made anew where an address or the plugin of 听一听 is built into it', () => {
  const plain = stamp({})
  expect(plain).toMatch(/^[0-9a-f]{64}$/)
  expect(stamp({ WECHAT_SPEECH: '1' })).not.toBe(plain)
  expect(stamp({ API_BASE: 'https://hutang.example.gov.cn' })).not.toBe(plain)
  expect(stamp({ NODE_ENV: 'test' })).toBe(plain)
})
