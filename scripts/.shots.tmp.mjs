import { withCamera, village } from './camera.mjs'
import { writeFileSync } from 'node:fs'
const messy = `护塘村2026年第三季度土地流转费发放表
编制单位：护塘村村民委员会\t\t\t\t单位：元
组别\t户主\t流转面积（亩）\t流转费\t到账日期\t备注
15组\t陆文华\t4.19\t1,257.00\t2026/9/15 0:00\t
\t顾　秀英\t3,5\t1260\t20260915\t外出
\t沈国良\t2.26\t678\t9月15日\t
16组\t王小满\t约3亩\t900\t2026-9-15\t
\t李新人\t1.5\t450.456\t2026.9.15\t
合计\t\t11.45\t4600\t\t
制表人：周雅琴\t\t审核：\t\t`
const clean = `组别\t户主\t流转面积（亩）\t流转费（元）\n15组\t陆文华\t4.19\t1257\n15组\t顾秀英\t4.20\t1260`
await withCamera(async ({ open, get, enter }) => {
  const go = async (name, width, size, text, act) => {
    const page = await open(`/#/cadre/edit/index?region=${village}&no=31`, { persona: 'clerk', size, height: width > 700 ? 860 : 812 })
    await page.setViewportSize({ width, height: width > 700 ? 860 : 812 })
    await page.waitForTimeout(500)
    const shot = async (n) => writeFileSync(`/tmp/shot-${name}${n}.png`, await page.screenshot())
    try {
    const b = page.getByRole('button', { name: /^导入表格|重新写一份|再写一份/ }).first()
    await b.waitFor({ timeout: 5000 })
    if (await page.getByRole('button', { name: /^导入表格/ }).count() === 0) { await b.click(); await page.waitForTimeout(800) }
    await page.getByRole('button', { name: /^导入表格/ }).click()
    await shot('-0')
    await page.getByRole('textbox', { name: /贴在这里/ }).fill(text)
    await page.waitForTimeout(800)
    await shot('-1')
    if (act) await act(page, shot)
    } catch (e) { console.log(name, e.message); await shot('-err') }
    await page.context().close()
  }
  const scroll = async (page, shot) => {
    for (let i = 2; i < 6; i++) { await page.evaluate(() => { const b = document.querySelector('.dialog__body'); b.scrollTop += b.clientHeight - 60 }); await page.waitForTimeout(250); await shot('-' + i) }
  }
  await go('desk', 1280, 'standard', messy, scroll)
  await go('phone', 375, 'standard', messy, scroll)
  await go('elder', 375, 'huge', messy, scroll)
  await go('clean', 1280, 'standard', clean)
})
