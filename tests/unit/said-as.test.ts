import { outwardWords } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { features } from '../../server/src/app'
import type { Feature } from '../../server/src/feature'
import { type AnnouncementDoc, saidAs, saidOfAll } from '../../server/src/features/announcements'

type Kind = AnnouncementDoc['kind']

/** Everything that is announced, and what it is called. */
const table: [subject: string, kind: Kind, name: string, locked: string][] = [
  ['notice', 'published', '公开', '有新公开，请打开查看'],
  ['notice', 'corrected', '更正', '有更正，请打开查看'],
  ['notice', 'withdrawn', '撤回', '一条公开已撤回，请打开查看'],
  ['notice', 'takenDown', '撤下', '一条公开已撤下，请打开查看'],
  ['notice', 'reminder', '再提醒', '有新公开，请打开查看'],
  ['work', 'work', '公开等您办', '有一件事等您来办，请打开查看'],
  ['leak', 'leaked', '误带个人信息', '有一条给您的通知，请打开查看'],
  ['policy', 'published', '新政策', '有一条新政策，请打开查看'],
  ['policy', 'corrected', '政策更正', '一条政策有更正，请打开查看'],
  ['policy', 'withdrawn', '政策撤回', '一条政策已撤回，请打开查看'],
  ['policy', 'takenDown', '政策撤下', '一条政策已撤下，请打开查看'],
  ['policy', 'status', '申报有变化', '一条政策的申报有变化，请打开查看'],
  ['policyWork', 'work', '政策等您办', '有一件事等您来办，请打开查看'],
  ['package', 'published', '有适合的政策', '有一条适合您的政策，请打开查看'],
  ['package', 'status', '适合的政策有变化', '一条适合您的政策有变化，请打开查看'],
  ['package', 'reminder', '快截止了', '一条适合您的政策快截止了，请打开查看'],
  ['payment', 'published', '兑现有进展', '您的政策兑现有进展，请打开查看'],
  ['appeal', 'published', '诉求有进展', '您的诉求有进展，请打开查看'],
  ['appeal', 'work', '诉求等您办', '有一件事等您来办，请打开查看'],
  ['question', 'work', '意见等您答复', '有一件事等您来办，请打开查看'],
  ['enterpriseLink', 'status', '企业申请有结果', '您的企业申请有结果了，请打开查看'],
  ['enterpriseWork', 'work', '企业申请等您核实', '有一件事等您来办，请打开查看'],
  ['wallReport', 'work', '公开墙等您看', '有一件事等您来办，请打开查看'],
  ['accountMoved', 'status', '账号有变动', '您的账号有变动，请打开查看'],
]

const about = { title: '补助 5 万元', name: '财务', publishedBy: '村委会', place: '护塘村', isOpen: true }

describe('what is announced', () => {
  it.each(table)('of a %s, %s, is called %s', (subject, kind, name, locked) => {
    const { something, ...said } = saidAs(subject, kind)
    expect(said.name).toBe(name)
    const words = outwardWords({ ...about, household: false, kind, something })
    expect(words.title).toBe(locked)
    expect(words.title.length).toBeLessThanOrEqual(20)
    expect((said.mark ?? '').length).toBeLessThanOrEqual(5)
  })

  it('has words for every kind, and nobody else’s', () => {
    const all = Object.entries(saidOfAll).flatMap(([subject, kinds]) =>
      Object.keys(kinds).map((kind) => `${subject} ${kind}`),
    )
    expect(all.sort()).toEqual(table.map(([subject, kind]) => `${subject} ${kind}`).sort())
    expect(new Set(table.map(([, , name]) => name)).size).toBe(table.length)
    const answering = (features as readonly Feature[]).flatMap(({ subjects }) => Object.keys(subjects ?? {}))
    expect([...new Set(table.map(([subject]) => subject))].sort()).toEqual(answering.sort())
  })
})
