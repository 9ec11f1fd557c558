import { withCamera, village } from './camera.mjs'
import { writeFileSync } from 'node:fs'
await withCamera(async ({ open, post, enter }) => {
  const save = async (name, page) => { writeFileSync(`/tmp/look/${name}.png`, await page.screenshot()); console.log(name) }
  const page = await open(`/#/cadre/edit/index?region=${village}&item=39`, { persona: 'clerk', height: 900 })
  await page.setViewportSize({ width: 1280, height: 900 }); await page.waitForTimeout(1500)
  const sheet = [['日期','摘要','收入','支出','经手人','审批人'],['2026-11-03','门面房租金 3 间','三万六','','周雅琴','沈国强'],['2026-11-08','垃圾清运','','28600.00','周雅琴','沈国强'],['2026-13-18','路灯维修 12 盏','','6480.00','徐志强','沈国强']]
  await page.evaluate((text) => { const data = new DataTransfer(); data.setData('text/plain', text); document.activeElement?.dispatchEvent(new ClipboardEvent('paste',{clipboardData:data,bubbles:true})); document.dispatchEvent(new ClipboardEvent('paste',{clipboardData:data,bubbles:true})) }, sheet.map((r)=>r.join('\t')).join('\n'))
  await page.waitForTimeout(2500)
  await save('grid-0', page)
  for (const [name, path, persona, size, w, h] of [
    ['unverified', `/#/pages/home/index?region=${village}`, 'enterprise-owner', 'huge', 375, 1300],
    ['told-policy', '/#/cadre/county/index', 'operator', 'standard', 375, 1600],
    ['people', '/#/office/register/index', 'clerk', 'standard', 1280, 900],
    ['me-elder', '/#/pages/me/index', 'elder', 'huge', 375, 1600],
  ]) {
    const p = await open(path, { persona, size, height: h })
    if (w !== 375) { await p.setViewportSize({ width: w, height: h }); await p.waitForTimeout(800) }
    await save(name, p); await p.close()
  }
})
