import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { everybody, everyRead } from '../everywhere.mjs'
import { peopleOf } from '../people.mjs'
import { attacked, startDemo } from '../service.mjs'

const mark = '鼍鼋'
const item = 27

function keep(script, dataDir, file) {
  const env = { ...process.env, DATA_DIR: dataDir }
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}.mjs`, file], {
    env,
    encoding: 'utf8',
  })
  assert.equal(status, 0, `${script}: ${stderr}`)
  return stdout
}

export default {
  name: 'a backup from before the takedown is restored after it',
  found: 'nothing; the takedown is done again before the restored data are opened',
  needs: 'process',
  async check() {
    const folder = mkdtempSync(join(tmpdir(), 'hutang-restored-'))
    const env = { DATA_DIR: join(folder, 'data') }
    let running
    try {
      running = await startDemo(env)
      let service = attacked(running.url, running)
      let people = peopleOf(service)
      const content = await people.contentFor(item, mark)
      const { notice } = await people.published(await people.draft(item, content))
      const kept = (await people.published(await people.draft(item, await people.contentFor(item, '别的'))))
        .notice
      const reads = await everyRead(service.ask, {
        village: service.village,
        item,
        notice,
        editions: 1,
        words: [mark],
      })
      keep('backup', env.DATA_DIR, join(folder, 'copy'))
      await people.done('publisher', 'POST', `/api/notices/${notice}/hide`, { reason: '先核对' })
      await people.done('supervisor', 'POST', `/api/notices/${notice}/takedown`, {
        reason: '误带信息',
        kinds: ['other'],
      })
      await running.stop()
      running = undefined
      const said = keep('restore', env.DATA_DIR, join(folder, 'copy'))
      assert.match(said, /隐私撤下的 1 条公开信息，已重新撤下/)
      running = await startDemo(env)
      service = attacked(running.url, running)
      people = peopleOf(service)
      for (const who of everybody) {
        for (const path of reads) {
          const { text } = await people.as(who, 'GET', path)
          assert.ok(!text.includes(mark), `${who ?? 'a visitor'} reads it at ${path}`)
        }
      }
      const { state } = await people.done(null, 'GET', `/api/notices/${notice}`)
      assert.equal(state, 'takenDown')
      assert.equal((await people.done(null, 'GET', `/api/notices/${kept}`)).state, 'published')
      return `${reads.length} reads × ${everybody.length} people find none of it; the other notice is back`
    } finally {
      await running?.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
