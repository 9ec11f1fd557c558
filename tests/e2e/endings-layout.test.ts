import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front } from '../support/browser'
import { endingPages, type Shown } from './ending-pages'
import { forgetCopies, goTo, inEverySize } from './every-size'
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
const ofCadres = ({ path }: Shown) => path.startsWith('cadre')

describe.each([
  [375, 'a villager', villager, endingPages.filter((one) => !ofCadres(one))],
  [375, 'a cadre', held, endingPages.filter(ofCadres)],
  [1280, 'a villager', villager, endingPages.filter((one) => !ofCadres(one))],
  [1280, 'a cadre', held, endingPages.filter(ofCadres)],
] as const)('a window of %i px shows %s', (width, _who, storage, pages) => {
  // The app is loaded once; what an earlier page left on the phone is taken away.
  let page: Page
  beforeAll(async () => {
    page = await freshPage({ width, origin: site.origin, storage })
  })

  it.each(pages)(
    '$what in every text size, and axe finds nothing',
    async ({ path, words, answers, draft }) => {
      const given = fixtures(answers)
      site.respond = (asked) => {
        const answer = given(asked)
        return draft && answer.status === 404 ? draft.respond(asked) : answer
      }
      await forgetCopies(page)
      await goTo(page, site.origin, path)
      await front(page).getByText(words).first().waitFor()
      expect(await axeFindings(page)).toEqual([])
      const { tappable, faults } = await inEverySize(page)
      expect(faults).toEqual([])
      expect(tappable).toBeGreaterThan(0)
    },
  )
})
