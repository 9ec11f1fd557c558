import type { RoleName } from '../../contract/domain'
import type { SetupForm } from '../../contract/setup'
import type { FieldProblem } from '../../errors'
import { dayMs } from '../periods'
import { isDate } from '../sheet'
import { roleText } from '../workflow'
import { countyCode, levelOfCode, parentCode } from './codes'
import { besideCommittee, boardProblems, supervisorsAsked } from './committee'
import {
  addPosts,
  isPersonName,
  type PlannedPerson,
  plainMobile,
  plainPersonName,
  readPeople,
} from './people'
import { type PlannedRegion, readPlaces } from './places'
import { tablesOf } from './tables'

/** What whoever sets up has filled in. */
type Form = Omit<SetupForm, 'code'>

export interface SetupPlan {
  /** pilot: a village alone, before its county begins. */
  kind: 'county' | 'pilot'
  top: PlannedRegion
  regions: PlannedRegion[]
  people: PlannedPerson[]
  administrator: PlannedPerson
  since: string
  filing: string
  within: string
}

export interface SetupReading {
  /** Null while anything is wrong. */
  plan: SetupPlan | null
  kind: SetupPlan['kind']
  regions: PlannedRegion[]
  people: PlannedPerson[]
  problems: FieldProblem[]
  /** What may stay as it is, but had better not. */
  warnings: string[]
  /** Rows that belong to no place here. */
  left: string[]
}

const most = { regions: 2000, people: 10_000 }

/** Reads everything that a real start needs, and says what is wrong with it. Pure: look and start read the same. */
export function readSetup(form: Form, today: string): SetupReading {
  const tables = tablesOf(form.text)
  const places = readPlaces(tables.regions)
  const { kind, regions, above, within } = scopeOf(places.regions, form.within)
  const rows = tables.people.map(besideCommittee)
  const read = readPeople(rows, regions, above)
  const committee = new Set(rows.flatMap(({ committee, name }) => (committee ? [plainPersonName(name)] : [])))
  const problems = [
    ...places.problems,
    ...missingPlaces(kind, regions, tables.regions.length),
    ...read.problems,
    ...tooMany(regions.length, read.people.length),
    ...boardProblems(read.people, regions, committee),
  ]
  const [top] = regions
  const filing = form.filing.trim() || places.filing
  problems.push(...formProblems(form, kind, { filing, within }, today))
  const administrator = top ? administratorOf(form, read.people, top, problems) : null
  const people =
    administrator && !read.people.includes(administrator) ? [administrator, ...read.people] : read.people
  const plan: SetupPlan | null =
    top && administrator && problems.length === 0
      ? { kind, top, regions, people, administrator, since: form.since, filing, within }
      : null
  return { plan, kind, regions, people, problems, warnings: warningsOf(regions, people), left: places.left }
}

/** One village with nothing beside it is a pilot: what stands above it only says where it lies. */
function scopeOf(
  all: readonly PlannedRegion[],
  written: string,
): { kind: SetupPlan['kind']; regions: PlannedRegion[]; above: PlannedRegion[]; within: string } {
  const villages = all.filter(({ level }) => level === 'village')
  const townships = all.filter(({ level }) => level === 'township')
  const [village] = villages
  if (!village || villages.length > 1 || townships.length > 1)
    return { kind: 'county', regions: [...all], above: [], within: '' }
  const above = all.filter(
    ({ code }) => code === parentCode(village.code) || code === countyCode(village.code),
  )
  const within = written.trim() || above.map(({ name }) => name).join('')
  return { kind: 'pilot', regions: [{ ...village, parent: null }], above, within }
}

function missingPlaces(
  kind: SetupPlan['kind'],
  regions: readonly PlannedRegion[],
  rows: number,
): FieldProblem[] {
  if (rows === 0) return [{ field: 'text', message: '还没有村镇。请粘贴村镇表，至少有区划代码和名称两列。' }]
  if (kind === 'pilot') return []
  const codes = new Set(regions.map(({ code }) => code))
  const missing = new Set(
    regions.flatMap(({ code }) => {
      const parent = parentCode(code)
      return parent !== null && !codes.has(parent) ? [parent] : []
    }),
  )
  for (const code of [...missing]) {
    const parent = parentCode(code)
    if (parent !== null && !codes.has(parent)) missing.add(parent)
  }
  return [...missing].sort().map((code) => ({
    field: 'text',
    message: `村镇表里缺 ${code} 这一行（${levelOfCode(code) === 'county' ? '区县' : '镇或街道'}），请加上它和它的名称。`,
  }))
}

const tooMany = (regions: number, people: number): FieldProblem[] => [
  ...(regions > most.regions
    ? [{ field: 'text', message: `一次最多登记 ${most.regions} 个村镇，现在有 ${regions} 个。` }]
    : []),
  ...(people > most.people
    ? [{ field: 'text', message: `一次最多登记 ${most.people} 人，现在有 ${people} 人。` }]
    : []),
]

/** A wrong year would leave every duty overdue on the first day, or none ever due. */
const isFarFrom = (today: string, day: string): boolean =>
  Math.abs(Date.parse(day) - Date.parse(today)) > 366 * dayMs

function formProblems(
  form: Form,
  kind: SetupPlan['kind'],
  { filing, within }: { filing: string; within: string },
  today: string,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!isDate(form.since)) problems.push({ field: 'since', message: '启用日期要写成 2026-11-20 这样。' })
  else if (isFarFrom(today, form.since))
    problems.push({ field: 'since', message: '启用日期离今天超过一年，请核对年份。' })
  if (kind === 'pilot' && filing === '')
    problems.push({ field: 'filing', message: '只有一个村时，请写所在区县的小程序备案号。' })
  if (kind === 'pilot' && within === '')
    problems.push({ field: 'within', message: '请写这个村在哪个区县、哪个镇，例如“金山区漕泾镇”。' })
  if (form.phone.trim() !== '' && plainMobile(form.phone) === null)
    problems.push({ field: 'phone', message: '手机号要写 11 位，没有就空着。' })
  return problems
}

/** Whoever sets up: by the name that was written, or the one 管理员 that the table has for the whole place. */
function administratorOf(
  form: Form,
  people: readonly PlannedPerson[],
  top: PlannedRegion,
  problems: FieldProblem[],
): PlannedPerson | null {
  const named = people.filter(({ posts }) =>
    posts.some(({ region, role }) => region === top.code && role === 'administrator'),
  )
  const name = plainPersonName(form.administrator)
  if (name === '') {
    const [only] = named
    if (only && named.length === 1) return only
    problems.push({ field: 'administrator', message: '请写您的姓名。您是这里的第一个管理员。' })
    return null
  }
  if (!isPersonName(name)) {
    problems.push({ field: 'administrator', message: '这不像姓名，请只写名字。' })
    return null
  }
  const phone = plainMobile(form.phone) ?? ''
  const same = people.filter((one) => one.name === name && (phone === '' || one.phone === phone))
  const [known] = same.filter(
    ({ posts }) => same.length === 1 || posts.some(({ region }) => region === top.code),
  )
  const person = known ?? { name, phone, posts: [], row: 0 }
  const other = people.find((one) => phone !== '' && one.phone === phone && one !== person)
  if (other) problems.push({ field: 'phone', message: `这个号码在表里是“${other.name}”的，请核对。` })
  addPosts(person, [{ region: top.code, role: 'administrator', since: null }])
  return person
}

const needed: Partial<Record<PlannedRegion['level'], readonly RoleName[]>> = {
  village: ['clerk', 'supervisor', 'publisher'],
  township: ['township-officer', 'township-reviewer', 'township-publisher'],
}
const fewNames = 3

/** Which posts are not filled yet: without them nothing can be published there. */
function warningsOf(regions: readonly PlannedRegion[], people: readonly PlannedPerson[]): string[] {
  const filled = new Set(people.flatMap(({ posts }) => posts.map(({ region, role }) => `${region} ${role}`)))
  // By what they lack, so that three hundred villages are a few lines.
  const lacking = new Map<string, string[]>()
  for (const { code, name, level } of regions) {
    const roles = (needed[level] ?? []).filter((role) => !filled.has(`${code} ${role}`))
    const what = roles.map((role) => roleText[role]).join('、')
    if (what !== '') lacking.set(what, [...(lacking.get(what) ?? []), name])
  }
  const lines = [...lacking].map(([what, names]) => {
    const more = names.length > fewNames ? `等 ${names.length} 个` : ''
    return `${names.slice(0, fewNames).join('、')}${more}还没有${what}的人，补上之前公开发不出去。`
  })
  const silent = regions.filter(({ office }) => office.phone === '').length
  return [
    ...supervisorsAsked(people),
    ...lines,
    ...(silent > 0 ? [`有 ${silent} 个办公室没有电话，村民有疑问时找不到人。`] : []),
  ]
}
