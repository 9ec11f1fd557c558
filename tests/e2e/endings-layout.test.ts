import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front } from '../support/browser'
import { endingPages } from './ending-pages'
import { goTo, inEverySize } from './every-size'
import { held } from './fixtures/cadre'
import { region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { Site } from './site'

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

const villager = { 'hutang.region': region.code, 'hutang.session': sessionOf(user) }
describe.each([375, 1280] as const)('a window of %i px shows', (width) => {
  it.each(endingPages)(
    '$what in every text size, and axe finds nothing',
    async ({ path, words, answers, draft }) => {
      const given = fixtures(answers)
      site.respond = (asked) => {
        const answer = given(asked)
        return draft && answer.status === 404 ? draft.respond(asked) : answer
      }
      const storage = path.startsWith('cadre') ? held : villager
      const page = await freshPage({ width, origin: site.origin, storage })
      await goTo(page, site.origin, path)
      await front(page).getByText(words).first().waitFor()
      expect(await axeFindings(page)).toEqual([])
      const { tappable, faults } = await inEverySize(page)
      expect(faults).toEqual([])
      expect(tappable).toBeGreaterThan(0)
    },
  )
})
