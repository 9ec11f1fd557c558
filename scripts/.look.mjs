import { mkdirSync, writeFileSync } from 'node:fs'
import { village, withCamera } from './camera.mjs'
const out = '/tmp/r13shots'
mkdirSync(out, { recursive: true })
const only = process.argv.slice(2)
await withCamera(async ({ open, get, post, enter }) => {
  const snap = async (name, path, { width, full = true, act, ...how } = {}) => {
    if (only.length && !only.some((one) => name.includes(one))) return
    try {
      const page = await open(path, how)
      if (width) { await page.setViewportSize({ width, height: 800 }); await page.waitForTimeout(700) }
      if (act) await act(page)
      writeFileSync(`${out}/${name}.png`, await page.screenshot({ fullPage: full }))
      console.log(name)
      await page.context().close()
    } catch (e) { console.log(name, 'FAILED', e.message.slice(0, 300)) }
  }
  const items = async (no) => (await get(`/api/regions/${village}/notices?item=${no}`)).items
  const huge = { persona: 'elder', size: 'huge' }
  const vill = { persona: 'villager', size: 'huge' }
  const [month] = await items(39)
  const subsidies = []
  for (const no of [23, 24, 44, 16, 17]) subsidies.push(...(await items(no)).map((one) => [no, one.id]))
  console.log('subsidies', subsidies.slice(0, 8))
  await snap('v-home', '/#/account/household/index', vill)
  await snap('v-finance', `/#/pages/notice/index?id=${month.id}`, vill)
  await snap('v-ledger', `/#/reading/ledger/index?region=${village}&kind=finance`, vill)
  await snap('v-wall', `/#/reading/ledger/index?region=${village}&kind=violations`, vill)
  const walls = await items(47)
  if (walls[0]) await snap('v-wall-notice', `/#/pages/notice/index?id=${walls[0].id}`, vill)
  if (subsidies[0]) await snap('v-subsidy', `/#/pages/notice/index?id=${subsidies[0][1]}`, vill)
  // 补录
  const pub = (await enter('publisher')).accessToken
  const sup = (await enter('supervisor')).accessToken
  const table = '组别\t户号\t户主\t金额（元）\n15组\tHT-15-002\t沈国良\t1257\n15组\tHT-15-003\t陆建国\t678'
  let batch
  for (const [n, date, title, body, more] of [
    [31, '2024-03-10', '2023年第四季度土地流转费发放', '流转费按每亩每年 1200 元发放，已经打到各户卡上。', { table }],
    [9, '2023-06-01', '村务监督委员会工作情况', '看了三次账，走访了十二户。', {}],
    [9, '2022-06-01', '走访困难户情况', '联系人电话 13812345678，走访了十二户。', {}],
  ]) {
    const r = await post(`/api/regions/${village}/old-notices`, { date, item: n, title, body, ...more, ...(batch ? { batch } : {}) }, pub)
    batch = r.id
  }
  await snap('c-old-preview', '/#/cadre/old/index', { persona: 'publisher', width: 1280 })
  await snap('c-old-preview-375', '/#/cadre/old/index', { persona: 'publisher', size: 'huge' })
  const { hash } = await post(`/api/old-batches/${batch}/submit`, {}, pub)
  await post(`/api/old-batches/${batch}/review`, { decision: 'approve', hash }, sup)
  await post(`/api/old-batches/${batch}/publish`, { hash }, pub)
  const entries = (await get(`/api/old-batches/${batch}/entries`, pub)).items
  const done = entries.find((one) => one.notice && one.title.includes('流转'))
  await snap('v-old', `/#/pages/notice/index?id=${done?.notice}`, vill)
  await snap('c-old', '/#/cadre/old/index', { persona: 'publisher', width: 1280 })
  await snap('c-desk', '/#/cadre/desk/index', { persona: 'clerk', width: 1280 })
  const desk = await get(`/api/screens/desk?region=${village}`, (await enter('clerk')).accessToken)
  const draft = [...(desk.mine ?? []), ...(desk.drafts ?? []), ...(desk.todo ?? [])][0]
  console.log('desk keys', Object.keys(desk))
  await snap('c-start', `/#/cadre/start/index?region=${village}`, { persona: 'clerk', width: 1280 })
  await snap('c-edit', `/#/cadre/edit/index?region=${village}&item=39`, { persona: 'clerk', width: 1280, full: false })
  if (draft) await snap('c-edit-draft', `/#/cadre/edit/index?id=${draft.notice}`, { persona: 'clerk', width: 1280, full: false })
  await snap('c-groups', '/#/office/groups/index', { persona: 'clerk', width: 1280 })
  await snap('c-turnover', `/#/office/turnover/index?region=310116`, { persona: 'operator', width: 1280 })
  await snap('v-asked', '/#/reading/asked/index', vill)
  await snap('c-notice-foot', `/#/pages/notice/index?id=${month.id}`, { persona: 'clerk', width: 1280, full: false, act: async (page) => { const t = page.locator('.taro_page:visible'); await page.mouse.move(600, 500); for (let i = 0; i < 12; i++) { await page.mouse.wheel(0, 400); await page.waitForTimeout(60) } await page.waitForTimeout(400) } })
})
