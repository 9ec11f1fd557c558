import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { held } from './fixtures/cadre'
import { correctedNotice } from './fixtures/corrections'
import { countyReport, decided, deskOfEndings, goneNotice, leakAfter, leakBefore } from './fixtures/endings'
import { region } from './fixtures/people'
import { fixtures } from './fixtures/server'

beforeAll(() => void builtMiniapp('weapp'), 180_000)

const notice = (screen: unknown) => ({ 'GET /api/screens/notice': screen })
const leak = (view: unknown) => ({ ...notice(decided), 'GET /api/notices/n31/leak': view })
const hostOf = (answers: Record<string, unknown>, storage: Record<string, unknown> = held) =>
  new WeappHost({ storage, respond: fixtures(answers) })

describe('the pages of endings on weapp', () => {
  it.each([
    ['/pages/notice/index?id=n31', '您家流转费由', notice(correctedNotice)],
    ['/reading/changes/index?id=n31&no=2', '我家的', {}],
    ['/reading/leak/index?id=n31', '是哪一种', {}],
    ['/cadre/desk/index', '先遮住了，等人确认', { 'GET /api/screens/desk': deskOfEndings }],
    ['/cadre/notice/index?id=n31', '这条公开要停下来', notice(decided)],
    ['/cadre/ending/index?id=n31&verb=hide', '遮住的原因', notice(decided)],
    ['/cadre/takedown/index?id=n31', '是谁家的信息', leak(leakBefore)],
    ['/cadre/told/index?id=n31', '入户名单', leak(leakAfter)],
    [
      '/cadre/county/index?id=n31',
      '误带个人信息的报告',
      { 'GET /api/notices/n31/leak-report': countyReport },
    ],
  ])('%s renders, and names what can be tapped', async (path, words, answers) => {
    const host = hostOf(answers)
    const page = await host.open(path)
    expect(page.text).toContain(words)
    const nameless = page.findAll((node) => node.hears('tap') && node.role !== undefined && !node.label)
    expect(nameless.map((node) => node.text)).toEqual([])
    expect(host.errors).toEqual([])
  })

  it('a notice that was taken down leaves nothing on the phone', async () => {
    let screen: unknown = correctedNotice
    const host = new WeappHost({
      storage: { 'hutang.region': region.code },
      respond: (asked) => fixtures(notice(screen))(asked),
    })
    const kept = () => JSON.stringify([...host.state.storage])
    await host.open('/pages/notice/index?id=n31')
    expect(kept()).toContain('沈阿根')
    screen = goneNotice
    const page = await host.open('/pages/notice/index?id=n31')
    expect(page.text).toContain('误带个人信息')
    expect(page.text).not.toContain('沈阿根')
    expect(kept()).not.toContain('沈阿根')
  })
})
