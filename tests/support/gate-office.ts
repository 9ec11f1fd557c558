import { contract, type Route, type RouteKey } from '@hutang/shared'
import { type Village, village } from '../api/notices-setup'
import { sampleOf } from './tenancy/sample'

/** Why a text of the office's routes need not be looked at: nothing that a person wrote is kept of it. */
export const officeExempt: Record<string, string> = {
  person: 'somebody who is there, or it is refused',
  same: 'somebody who is there, or it is refused',
  successor: 'somebody who is there, or it is refused',
  into: 'a household that is there, or it is refused',
  notice: 'a notice that is there, or it is refused',
  digest: 'compared with what was shown, and not kept',
  secret: 'compared by its hash',
  handoff: 'compared by its hash',
  cursor: 'a place in a list, and not kept',
  'persons.*': 'somebody who is there, or it is refused',
  'people.*': 'somebody who is there, or it is refused',
  'links.*': 'a household that is there, or it is refused',
  'answers.*.answer': 'a word of a list or somebody who is there, or it is refused',
  'lines.*.line': 'a line that is there, or it is refused',
  'mend.*.line': 'a line that is there, or it is refused',
  area: 'a place that is there, or it is refused',
  row: 'a place that is there, or it is refused',
  estate: 'a place that is there, or it is refused',
}

/** The same for one route: tables are read cell by cell (tests/api/register, setup, posts), and a file is not kept. */
export const officeExemptRoutes: Record<string, string> = {
  'POST /api/regions/:code/register/households/:household/split head':
    'one of those who leave, or it is refused',
  'PUT /api/me/email address': 'an address or it is refused; sealed, and shown to its owner alone',
  'POST /api/sheets file': 'read and answered, and not kept',
  'POST /api/sheets alt': 'not read',
  'POST /api/regions/:code/register/imports/file file': 'read cell by cell',
  'POST /api/regions/:code/register/imports/file alt': 'not read',
  'POST /api/regions/:code/register/imports text': 'read cell by cell',
  'POST /api/regions/:code/turnovers/preview text': 'read cell by cell, and not kept',
  'POST /api/regions/:code/turnovers text': 'read cell by cell',
  'POST /api/regions/:code/enterprises/import file':
    'read cell by cell: tests/api/enterprises-register.test.ts',
  'POST /api/regions/:code/enterprises/import alt': 'not read',
  'POST /api/package creditCode': 'a code or it is refused, and not kept',
  'POST /api/setup/file file': 'read and answered, and not kept',
  'POST /api/setup/file alt': 'not read',
  'POST /api/setup/look text': 'read cell by cell, and not kept',
  'POST /api/setup text': 'read cell by cell',
  'POST /api/regions text': 'read cell by cell',
  'POST /api/setup/look administrator': 'not kept',
  'POST /api/setup/look phone': 'not kept',
  'POST /api/setup/look filing': 'not kept',
  'POST /api/setup/look within': 'not kept',
  'POST /api/setup administrator': 'only with the code of the setup: tests/api/setup.test.ts',
  'POST /api/setup phone': 'only with the code of the setup: tests/api/setup.test.ts',
  'POST /api/setup filing': 'only with the code of the setup: tests/api/setup.test.ts',
  'POST /api/setup within': 'only with the code of the setup: tests/api/setup.test.ts',
  'PUT /api/regions/:code/register/imports/:id/answers mend.*.value':
    'needs an import: tests/api/register/import.test.ts',
  'POST /api/notices/:id/vouchers/:voucher/boxes page': 'compared with what is there, and not kept',
  'POST /api/notices/:id/vouchers/:voucher/masked pages.*': 'compared with what is there, and not kept',
  'POST /api/notices/:id/vouchers alt': 'not read',
  'POST /api/notices/:id/vouchers file':
    'its name is refused where it holds such a thing: tests/api/vouchers.test.ts',
  'POST /api/regions/:code/wall group': 'a group that the 组长 has, or it is refused',
  'POST /api/regions/:code/wall place': 'needs a 组长: tests/api/wall.test.ts',
  'POST /api/regions/:code/wall problem': 'needs a 组长: tests/api/wall.test.ts',
  'POST /api/regions/:code/wall progress': 'needs a 组长: tests/api/wall.test.ts',
  'POST /api/notices/:id/review/paper alt': 'not read',
  'POST /api/notices/:id/review/paper file': 'its name is not kept',
}

const household = `${village.code}:HT-15-001`
const given = {
  household,
  householdCode: 'HT-99-001',
  region: village.code,
  key: 'doing-key-1',
  name: '沈小妹',
  head: '沈小妹',
  relation: '女',
  group: '15组',
  phone: '13900000001',
  hours: '工作日',
  address: '护塘路 1 号',
  person: 'p-villager',
  role: 'clerk',
}
const places: Record<string, string> = {
  ':code': village.code,
  ':household': household,
  ':person': 'p-villager',
  ':place': 'place-1',
}

/** Sends what the route wants, with a number of a person in one of its texts. */
export async function officeProbe(
  t: Village,
  text: string,
  bad: string,
): Promise<{ status: number; fields: string[] }> {
  const [method = '', path = '', field = ''] = text.split(' ')
  const thing = path.startsWith('/api/questions/') ? await aQuestion(t, path) : 'x'
  const route: Route = contract[`${method} ${path}` as RouteKey]
  const body = sampleOf(route.body, given) as Record<string, unknown>
  if (path.endsWith('/posts')) {
    delete body.person
    // Only a 组长 has a group.
    delete body.group
  }
  if (path.endsWith('/split')) Object.assign(body, { people: ['p-villager'], head: 'p-villager' })
  body[field] = bad
  const url = path
    .split('/')
    .map((part) => (part.startsWith(':') ? encodeURIComponent(places[part] ?? thing) : part))
    .join('/')
  const answer = await t.app.inject({
    method: method as 'POST',
    url,
    payload: body,
    headers: { authorization: `Bearer ${t.token.clerk}` },
  })
  const fields = (answer.json().error?.fields ?? []) as { field: string }[]
  return { status: answer.statusCode, fields: [...new Set(fields.map((one) => one.field))] }
}

/** One to be answered, or an answered one to be asked again. */
async function aQuestion(t: Village, path: string): Promise<string> {
  const body = { region: village.code, kind: 'question', text: '路灯什么时候修？' }
  const asks = path.endsWith('/again') ? t.token.clerk : t.token.villager
  const { id } = (await t.ask('POST /api/questions', { body, token: asks })).body
  const params = { id }
  if (path.endsWith('/again'))
    await t.ask('POST /api/questions/:id/answer', {
      params,
      body: { text: '已经修好。' },
      token: t.token.publisher,
    })
  return id
}
