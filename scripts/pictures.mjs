// The pictures of the README and of the village office's handbook, taken of the demo itself. `npm run pictures`
import { village, withCamera } from './camera.mjs'
import { takeHandbook } from './pictures-handbook.mjs'
import { takePaper } from './pictures-paper.mjs'

async function takeReadme({ open, shoot, get, post, enter }) {
  const picture = async (name, path, { at, width, ...how } = {}) => {
    const page = await open(path, how)
    if (width) {
      await page.setViewportSize({ width, height: 800 })
      await page.waitForTimeout(500)
    }
    if (at) {
      const row = page.getByText(at).last()
      await row.evaluate((node) => node.scrollIntoView({ block: 'center' }))
      await page.waitForTimeout(200)
    }
    await shoot(name, page)
    await page.context().close()
  }
  const [transfer] = (await get(`/api/regions/${village}/notices?item=31`)).items
  await picture('home', '/#/pages/home/index', { persona: 'villager' })
  await picture('elder', '/#/pages/home/index', { persona: 'elder', size: 'elder' })
  await picture('item', `/#/pages/item/index?region=${village}&no=32`)
  await picture('desk', '/#/cadre/desk/index', { persona: 'clerk', width: 1280 })
  const [month] = (await get(`/api/regions/${village}/notices?item=39`)).items
  await picture('finance', `/#/pages/notice/index?id=${month.id}`, { persona: 'villager' })
  await picture('my-home', '/#/account/household/index', { persona: 'villager' })
  await picture('ledger', `/#/reading/ledger/index?region=${village}&kind=finance`, { persona: 'villager' })
  await picture('notice', `/#/pages/notice/index?id=${transfer.id}`, { persona: 'villager', at: '我家' })

  const owner = { persona: 'enterprise-owner', height: 1400 }
  const firm = 'demo-vegetable-cooperative'
  await picture('policies-package', `/#/policies/package/index?id=${firm}`, owner)
  await picture('policies-policy', `/#/policies/policy/index?id=facility-field&enterprise=${firm}`, owner)

  // What waits for the publisher reaches the villager's phone.
  const { accessToken } = await enter('publisher')
  const { approved } = await get(`/api/screens/desk?region=${village}`, accessToken)
  for (const { notice } of approved) {
    const { work } = await get(`/api/screens/edit?id=${notice}`, accessToken)
    await post(`/api/notices/${notice}/publish`, { contentHash: work.contentHash }, accessToken)
  }
  await picture('phone', '/demo/phone?persona=villager')
}

try {
  await withCamera(takeReadme)
  await withCamera(takeHandbook)
  await withCamera(takePaper)
} catch (problem) {
  console.error(problem.message)
  process.exitCode = 1
}
