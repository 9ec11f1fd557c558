import { holdsSum, outwardWords } from '@hutang/shared'
import { afterAll, beforeAll, expect, it, describe as spec } from '@jest/globals'
import type { Message } from '../../server/src/channels/channel'
import { letterOf } from '../../server/src/channels/email'
import { seedDemo } from '../../server/src/demo/seed'
import { describe } from '../../server/src/features/push/subjects'
import { type TestApp, testApp } from '../support/app'

let t: TestApp
const names = new Set<string>()

beforeAll(async () => {
  t = await testApp()
  await seedDemo(t.deps)
  for (const { name } of await t.deps.models.Person.find({}, { name: 1 }).lean()) if (name) names.add(name)
})
afterAll(() => t.close())

const links = { page: (link: string) => `/#/${link}`, unsubscribe: '/unsubscribe/t', settings: '/settings' }

/** A digest of everything that is public, as it is told to somebody for this reason. */
async function digestOf(household: boolean): Promise<Message> {
  const notices = await t.deps.models.Notice.find({ state: 'published' }).lean()
  const lines = []
  for (const { _id } of notices) {
    const about = await describe(t.deps, { kind: 'notice', id: _id }, 'published')
    if (about.gone !== null) continue
    const { category, link, publishedAt } = about
    const words = outwardWords({ ...about, isOpen: about.titleIsOpen, household })
    const why = household ? '与您家有关' : '因为您订阅了护塘村'
    lines.push({ ...words, category, why, link, publishedAt })
  }
  const [first] = lines
  if (!first) throw new Error('the demo has published nothing')
  const region = '310116109213'
  return { ...first, kind: 'digest', count: lines.length, lines, region, emergency: false, urgent: household }
}

spec('a mail of everything that the demo has published', () => {
  it.each([false, true])('holds no name and no sum (own household: %s)', async (household) => {
    expect(names.size).toBeGreaterThan(100)
    const { subject, text, html } = letterOf(await digestOf(household), links)
    const bare = html.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    for (const part of [subject, text, bare]) {
      // Of an address line the id alone is said, which is nobody's name.
      for (const sentence of part.split('\n').filter((line) => !line.startsWith('/')))
        expect({ sentence, sum: holdsSum(sentence) }).toEqual({ sentence, sum: false })
      expect([...names].filter((name) => part.includes(name))).toEqual([])
    }
  })
})
