import { expect, it } from '@jest/globals'
import { freshPage, front } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'
import { madeUpIdNumber } from '../support/messy-register'

const village = '310116109213'

const service = demoForTests()

const clerk = () => demoSession(service.url, 'clerk')

/** As villages write it: a title, the household once, the members below it, a number that is not to be kept. */
const book = [
  '护塘村15组户籍登记表',
  '户号,户主,姓名,与户主关系,性别,公民身份号码,组,手机,民族,是否成员',
  `HT-15-900,王大明,王大明,户主,,${madeUpIdNumber(1962, 1)},15组,13800001111,汉,是`,
  `,,李小红,妻,女,${madeUpIdNumber(1964, 2)},,,汉,是`,
  'HT-15-901,沈国良,沈国良,户主,男,,15组,,汉,是',
].join('\n')

it('a clerk imports a group, answers who a namesake is, reads a telephone number, and takes all of it back', async () => {
  const session = await clerk()
  const storage = { 'hutang.session': session, 'hutang.region': village }
  const page = await freshPage({ origin: service.url, width: 1280, storage })
  await page.goto(`${service.url}/#/office/import/index?region=${village}`)
  const give = async () => {
    const choosing = page.waitForEvent('filechooser')
    await front(page).getByRole('button', { name: '选户籍册的文件' }).click()
    await (await choosing).setFiles({ name: '15组.csv', mimeType: 'text/csv', buffer: Buffer.from(book) })
  }
  await give()
  await front(page).getByText('3 行，认成户籍户').waitFor()
  await front(page).getByText('只用来核对，不保存').waitFor()
  await front(page)
    .getByText(/第5行“沈国良”与现有登记同名同组/)
    .waitFor()
  await front(page).getByRole('radio', { name: '不是' }).click()
  await front(page)
    .getByRole('button', { name: '确认导入：新增 2 人 2 户，1 处按您答的办', exact: true })
    .click()
  await front(page).getByText('新增 2 户，新增 3 人').waitFor()

  await front(page).getByRole('button', { name: '看户籍册' }).click()
  await front(page).getByRole('searchbox', { name: '搜索' }).fill('王大明')
  await front(page).getByRole('button', { name: '搜索' }).click()
  await front(page)
    .getByRole('link', { name: /^王大明，2 人：王大明、李小红/ })
    .click()
  await front(page)
    .getByRole('link', { name: /^李小红，妻 · 女 · 1964 年生 · 成员/ })
    .waitFor()
  await front(page)
    .getByRole('link', { name: /^王大明，男 · 1962 年生 · 成员 · 138\*\*\*\*1111/ })
    .click()
  await front(page)
    .getByRole('button', { name: /看号码/ })
    .click()
  await front(page).getByText('13800001111').waitFor()

  await page.goto(`${service.url}/#/office/import/index?region=${village}`)
  await front(page)
    .getByRole('link', { name: /^15组.csv/ })
    .first()
    .click()
  await front(page).getByRole('button', { name: '整批撤回' }).click()
  await front(page).getByRole('dialog').getByRole('button', { name: '整批撤回' }).click()
  await front(page).getByText('已整批撤回').waitFor()
  const answer = await fetch(
    `${service.url}/api/regions/${village}/register?q=${encodeURIComponent('王大明')}`,
    {
      headers: { authorization: `Bearer ${session.accessToken}` },
    },
  )
  expect((await answer.json()).households).toEqual([])
}, 60_000)
