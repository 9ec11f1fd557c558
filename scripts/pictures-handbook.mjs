// The steps of docs/handbook.zh-CN.md, walked through in one demo: write, return, mend, publish, verify.
import { village } from './camera.mjs'

const title = '三季度债权债务情况'
const plain = '外面还欠村里 3.2 万元，村里不欠别人钱。'
const reason = '附表里“某合作社”少写了合同号，请补上再送。'

const front = (page) => page.locator('.taro_page:visible').last()

export async function takeHandbook(camera) {
  const { open, shoot, get, post, enter } = camera
  const id = await write(camera)
  const screenOf = async (persona) => {
    const { accessToken } = await enter(persona)
    return { accessToken, ...(await get(`/api/screens/edit?id=${id}`, accessToken)) }
  }

  const review = await open(`/#/cadre/review/index?id=${id}`, { persona: 'supervisor' })
  await shoot('handbook/review', review)
  await front(review).getByRole('button', { name: /^退回/ }).click()
  await review.getByRole('textbox', { name: /退回原因/ }).fill(reason)
  await shoot('handbook/return', review)
  await review.getByRole('dialog').getByRole('button', { name: /退回/ }).click()
  await review.waitForTimeout(1500)
  await review.context().close()

  const returned = await open(`/#/cadre/edit/index?id=${id}`, { persona: 'clerk' })
  await shoot('handbook/returned', returned)
  await front(returned)
    .getByRole('textbox', { name: /一句话说清/ })
    .fill(`${plain}合同号已补上。`)
  const again = front(returned).getByRole('button', { name: /^送审$/ })
  await again.waitFor()
  await again.click()
  await returned.waitForTimeout(1500)
  await returned.context().close()

  const supervisor = await screenOf('supervisor')
  await post(
    `/api/notices/${id}/review`,
    { decision: 'approve', contentHash: supervisor.work.contentHash },
    supervisor.accessToken,
  )
  const publish = await open(`/#/cadre/review/index?id=${id}`, { persona: 'publisher' })
  await front(publish).getByRole('button', { name: /^发布/ }).click()
  await publish.waitForTimeout(500)
  await shoot('handbook/publish', publish)
  await publish.context().close()

  await verify(camera)
  const desk = await open('/#/cadre/desk/index', { persona: 'clerk' })
  await shoot('handbook/desk', desk)
  await desk.context().close()
}

/** A draft from its first key to the reviewer; answers the notice. */
async function write({ open, shoot, get, enter }) {
  const page = await open(`/#/cadre/start/index?region=${village}`, { persona: 'clerk' })
  await front(page)
    .getByRole('link', { name: /41 债权债务/ })
    .click()
  await front(page).getByRole('textbox', { name: /^标题/ }).waitFor()
  await front(page).getByRole('textbox', { name: /^标题/ }).fill(title)
  await front(page)
    .getByRole('textbox', { name: /一句话说清/ })
    .fill(plain)
  await page.waitForTimeout(1500)
  await shoot('handbook/edit', page)
  const { item } = await get(`/api/regions/${village}/items/41`)
  for (const element of item.elements) {
    await front(page).getByRole('textbox', { name: element }).fill(`${element}：见附表，没有新的变化。`)
  }
  await front(page).getByRole('button', { name: '导入表格' }).click()
  await page.getByRole('textbox', { name: /贴在这里/ }).fill('对方\t金额(元)\n某合作社\t32,000.00')
  await page.waitForTimeout(500)
  await shoot('handbook/paste', page)
  await page.getByRole('button', { name: /放进表里（1 行）/ }).click()
  const submit = front(page).getByRole('button', { name: /^送审$/ })
  await submit.waitFor()
  await submit.click()
  await page.waitForTimeout(2000)
  await page.context().close()
  const { accessToken } = await enter('supervisor')
  const { reviews } = await get(`/api/screens/desk?region=${village}`, accessToken)
  const line = reviews.find((one) => one.title === title)
  if (!line) throw new Error('The draft did not reach the reviewer.')
  return line.notice
}

/** Somebody new claims a household; the clerk sees them, and issues a slip. */
async function verify({ open, shoot, post }) {
  const { code } = await post('/demo/wechat/code', {})
  const { accessToken } = await post('/api/sessions/wechat', { code })
  await post('/api/me/claims', { region: village, householdCode: 'HT-15-008', name: '夏阿三' }, accessToken)
  const page = await open(`/#/cadre/verify/index?region=${village}`, { persona: 'clerk' })
  await shoot('handbook/verify', page)
  await front(page).getByRole('button', { name: '给一户开认证纸条' }).click()
  await page.getByRole('textbox', { name: /户号/ }).fill('HT-15-008')
  await page.getByRole('dialog').getByRole('button', { name: '开纸条' }).click()
  await page.waitForTimeout(1000)
  await shoot('handbook/slip', page)
  await page.context().close()
}
