import { type ChangeSize, categories, type Preferences } from '@hutang/shared'
import { type Announced, announce, scopesOf } from '../../server/src/features/announcements'
import { itemOfNotice } from '../../server/src/features/catalogue'
import type { EditionDoc, NoticeDoc } from '../../server/src/features/notices/notices.model'
import { finishPublished } from '../../server/src/features/notices/workflow/finish'
import { defaultPreferences, preferencesView } from '../../server/src/features/push/following/preferences'
import type { PreferenceDoc } from '../../server/src/features/push/push.model'
import type { AllModels } from '../../server/src/models'
import type { TestDeps } from './app'

export { aFollower, aGrant } from './builders-push'

/** Documents as features write them, straight into the models: for tests that begin in the middle. */

export const hutang = '310116109213'
const office = { name: '护塘村村民委员会', phone: '021-57380000', address: '护塘村 1 号', hours: '工作日' }

export async function aVillage(models: AllModels, code = hutang, name = '护塘村'): Promise<void> {
  await models.Region.create({ _id: code, name, level: 'village', parent: code.slice(0, 9), office })
}

export async function aHousehold(models: AllModels, code: string, region = hutang): Promise<string> {
  const _id = `${region}:${code}`
  await models.Household.create({ _id, region, code, group: 15, groupName: '15组', head: '示例' })
  return _id
}

export interface PersonOptions {
  id: string
  region?: string
  /** Household `_id`; without one the person lives nowhere in particular. */
  household?: string
  /** Without an account nobody can be reached through WeChat. */
  account?: boolean
  verified?: boolean
  /** How they are told; absent: at once. Null: they have chosen nothing. */
  preference?: Partial<PreferenceDoc> | null
  now: Date
}

/** A person, and unless told otherwise a WeChat account `openid-<id>` that is verified where there is a household. */
export async function aPerson(models: AllModels, options: PersonOptions): Promise<string> {
  const { id, household, region = hutang, account = true, verified = household !== undefined, now } = options
  await models.Person.create({
    _id: id,
    name: `示例${id}`,
    residence: household ? { region, household, member: true, state: 'living', endedAt: null } : null,
  })
  const { preference = { frequency: 'immediate' } } = options
  if (preference) await models.Preference.create({ ...defaultPreferences, ...preference, _id: id })
  if (account) {
    await models.Account.create({
      _id: `account-${id}`,
      openid: openidOf(id),
      person: id,
      own: id,
      name: id,
      verifiedAt: verified ? now : null,
      disputedAt: null,
      createdAt: now,
      seenAt: now,
    })
  }
  return id
}

/** As a page sends them: what is not given is as for everybody. */
export const preferences = (part: Partial<Preferences> = {}): Preferences => ({
  ...preferencesView(defaultPreferences),
  ...part,
})

export const openidOf = (person: string): string => `openid-${person}`

export interface NoticeOptions {
  id: string
  item: number
  title?: string
  region?: string
  at: Date
  /** Households with a row in its table. */
  households?: readonly string[]
}

/** A published notice with its one edition; the announcement is made by `announceNotice`. */
export async function aNotice(models: AllModels, options: NoticeOptions): Promise<NoticeDoc> {
  const { id, item, region = hutang, at, title = `关于第${item}项的公开`, households = [] } = options
  const category = itemOfNotice({ code: region, level: 'village', name: '护塘村' }, item)?.category
  const edition = `${id}-e1`
  await models.Edition.create({
    _id: edition,
    notice: id,
    region,
    item,
    editionNo: 1,
    state: 'published',
    author: 'author',
    title,
    table:
      households.length > 0
        ? {
            caption: '',
            columns: [],
            rowset: `${edition}-rows`,
            rows: households.length,
            hash: 'rows',
          }
        : null,
    contentHash: 'hash',
    publishedAt: at,
    updatedAt: at,
  } satisfies Partial<EditionDoc>)
  await models.EditionRow.insertMany(
    households.map((household, n) => ({
      _id: `${edition}-rows:${n}`,
      rowset: `${edition}-rows`,
      edition,
      notice: id,
      region,
      n,
      household,
      cells: [],
    })),
  )
  const notice = await models.Notice.create({
    _id: id,
    region,
    item,
    category: category ?? categories[0],
    state: 'published',
    current: edition,
    head: {
      title,
      plain: '一句话说清。',
      words: title,
      editionNo: 1,
      contentHash: 'hash',
      publishedAt: at,
      publishedBy: '护塘村村民委员会',
    },
    author: 'author',
    createdAt: at,
  })
  return notice.toObject() as NoticeDoc
}

export async function announceNotice(
  models: AllModels,
  notice: NoticeDoc,
  at: Date,
  more: Partial<Announced> = {},
): Promise<void> {
  const { _id, current, region, item, category } = notice
  const announced: Announced = {
    subject: { kind: 'notice', id: _id },
    edition: current ?? '',
    kind: 'published',
    region,
    scopes: scopesOf({ region, above: [region.slice(0, 9), region.slice(0, 6)], item, category }),
    urgency: itemOfNotice({ code: region, level: 'village' }, item)?.emergency ? 'emergency' : 'ordinary',
    at,
    validUntil: null,
    visit: false,
    againHours: null,
    ...more,
  }
  await announce({ db: models.Announcement.db }, announced)
}

/** The next edition of a notice of `aNotice`, published the way every correction is. */
export async function aCorrection(
  deps: TestDeps,
  {
    id,
    item = 1,
    editionNo = 2,
    size = 'major',
    title = `关于第${item}项的公开`,
    households = [],
  }: Pick<NoticeOptions, 'id' | 'title' | 'households'> & {
    item?: number
    editionNo?: number
    size?: ChangeSize
  },
): Promise<void> {
  const { models } = deps
  const at = deps.clock.now()
  const edition = `${id}:${editionNo}`
  const rowset = `${edition}-rows`
  const rows = households.map((household, n) => ({
    _id: `${rowset}:${n}`,
    ...{ rowset, edition, notice: id, region: hutang, n, household, cells: [] },
  }))
  await models.EditionRow.insertMany(rows)
  const made = await models.Edition.create({
    _id: edition,
    notice: id,
    region: hutang,
    item,
    editionNo,
    state: 'published',
    author: 'author',
    base: editionNo === 2 ? `${id}-e1` : `${id}:${editionNo - 1}`,
    change: { note: '更正', size, displayAnew: true },
    title,
    table: rows.length > 0 ? { caption: '', columns: [], rowset, rows: rows.length, hash: 'rows' } : null,
    contentHash: 'hash',
    publishedAt: at,
    owed: ['current'],
    updatedAt: at,
  } satisfies Partial<EditionDoc>)
  await finishPublished(deps, made.toObject() as EditionDoc)
}
