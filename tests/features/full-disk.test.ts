import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const main = join(__dirname, '../../server/dist/main.js')
const inOwnMounts = ['-r', '-m', 'sh', '-c']
// A small disk needs a mount, which Linux allows in a namespace of one's own; not everywhere.
const canMount =
  spawnSync('unshare', [...inOwnMounts, 'mount -t tmpfs -o size=64k tmpfs /mnt'], { stdio: 'ignore' })
    .status === 0
const itMounts = canMount ? it : it.skip

interface Seen {
  acknowledged: string[]
  refused: string[]
  ready: { status: number; code: string; message: string }
  home: number
  own: number
  ended: number | null
  homeAgain: number
  readyAgain: number
  missing: string[]
}

describe('a service on a full disk', () => {
  itMounts(
    'shows everything, says in a sentence that nothing can be saved, starts again, and loses nothing',
    () => {
      const disk = mkdtempSync(join(tmpdir(), 'hfd-'))
      const command = `mount -t tmpfs -o size=40m tmpfs "$1" && exec "$2" "$3" "$1" "$4"`
      const script = join(__dirname, 'full-disk.mjs')
      const out = execFileSync(
        'unshare',
        [...inOwnMounts, command, 'sh', disk, process.execPath, script, main],
        { encoding: 'utf8', timeout: 100_000 },
      )
      rmSync(disk, { recursive: true, force: true })
      const seen = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Seen
      expect(seen.acknowledged.length).toBeGreaterThan(4)
      expect(seen.refused.length).toBeGreaterThan(5)
      for (const words of seen.refused) expect(words).toMatch(/^503 diskFull 服务器的磁盘满了.*。$/)
      expect(seen.ready).toMatchObject({ status: 503, code: 'diskFull' })
      expect([seen.home, seen.own]).toEqual([200, 200])
      expect(seen.ended).toBeNull()
      expect([seen.homeAgain, seen.readyAgain]).toEqual([200, 200])
      expect(seen.missing).toEqual([])
    },
    110_000,
  )
})
