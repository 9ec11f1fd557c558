import type { RoleName } from '../../contract/domain'
import type { FieldProblem } from '../../errors'
import { plainHouseholdCode } from '../household-code'
import { plainGroup } from '../register/normal'
import { dateOf } from '../sheet'
import { plainRegionCode, plainRegionName } from './codes'
import { type PlannedRegion, problemAt } from './places'
import { postsNamed, postsOfLevel } from './posts'
import type { PersonRow } from './tables'

export interface PlannedPost {
  region: string
  role: RoleName
  /** Of a 村民小组长: the group. */
  group?: string
  /** The first day, YYYY-MM-DD; null: the day on which everything starts. */
  since: string | null
}

export interface PlannedPerson {
  name: string
  /** Eleven digits, or empty. */
  phone: string
  posts: PlannedPost[]
  /** 户号, where it tells two of one name apart. */
  household?: string
  /** Where the person stands first. */
  row: number
}

/** A name of a person: letters and the dot of long names. */
export const isPersonName = (name: string): boolean => /^[\p{L}·]{2,30}$/u.test(name)
export const plainPersonName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[•・‧]/g, '·')

/** A mobile number without its country code; null where it is none. */
export function plainMobile(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/\D/g, '')
  const plain = digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
  return /^1[3-9]\d{9}$/.test(plain) ? plain : null
}

type Read = PlannedPerson

/**
 * The people of a table, each once: by their mobile number, and without one by name and place. `above`: what a village
 * alone lies in, where nobody is registered.
 */
export function readPeople(
  rows: readonly PersonRow[],
  regions: readonly PlannedRegion[],
  above: readonly PlannedRegion[] = [],
): { people: PlannedPerson[]; problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  const find = placeFinder(regions, above)
  let before: PlannedRegion | null = null
  const read = rows.flatMap((row): Read[] => {
    const blank = row.code === '' && row.place === ''
    // A merged cell stands for the rows below it; where there is one place, everybody is of it.
    const found: Found = blank && before ? { region: before } : find(row)
    if ('problem' in found) {
      problems.push(problemAt(row.row, '村镇', found.problem))
      return []
    }
    before = found.region
    const one = readPerson(row, found.region, problems)
    return one ? [one] : []
  })
  return { people: joined(read, problems), problems }
}

type Found = { region: PlannedRegion } | { problem: string }

function placeFinder(
  regions: readonly PlannedRegion[],
  above: readonly PlannedRegion[],
): (row: PersonRow) => Found {
  const byCode = new Map(regions.map((region) => [region.code, region]))
  const byName = new Map<string, PlannedRegion[]>()
  const add = (name: string, region: PlannedRegion) => byName.set(name, [...(byName.get(name) ?? []), region])
  for (const region of regions) {
    add(region.name, region)
    const parent = region.parent && byCode.get(region.parent)
    if (parent) add(`${parent.name}${region.name}`, region)
  }
  const [only] = regions
  return ({ code, place }) => {
    if (code === '' && place === '') {
      return regions.length === 1 && only ? { region: only } : { problem: '没有写是哪个村或镇的。' }
    }
    const written = plainRegionCode(code) ?? plainRegionCode(place)
    if (written !== null) {
      const region = byCode.get(written)
      if (above.some((one) => one.code === written)) return alone(written)
      return region ? { region } : { problem: `村镇表里没有 ${written}。` }
    }
    const named = byName.get(plainRegionName(place || code)) ?? []
    const [region] = named
    if (above.some(({ name }) => name === plainRegionName(place || code))) return alone(place || code)
    if (named.length > 1) return { problem: `有 ${named.length} 个叫“${place}”的，请写区划代码。` }
    return region ? { region } : { problem: `村镇表里没有“${place || code}”。` }
  }
}

const alone = (place: string): Found => ({
  problem: `只启用一个村时，不登记${place}的人，请删掉这一行。`,
})

function notKnown(post: string, { name, level }: PlannedRegion): string {
  const known = `${name}可以写：${postsOfLevel[level]}。`
  return post === '' ? `没有写。${known}` : `不认识“${post}”。${known}`
}

function readPerson(row: PersonRow, region: PlannedRegion, problems: FieldProblem[]): Read | null {
  const wrong = (column: string, message: string) => problems.push(problemAt(row.row, column, message))
  const name = plainPersonName(row.name)
  if (!isPersonName(name)) wrong('姓名', name === '' ? '没有写。' : `“${row.name}”不像姓名，请只写名字。`)
  const roles = row.post === '' ? null : postsNamed(region.level, row.post)
  if (!roles) {
    wrong('岗位', notKnown(row.post, region))
  }
  const phone = row.phone === '' ? '' : plainMobile(row.phone)
  if (phone === null) wrong('手机', `“${row.phone}”不是 11 位的手机号，写错了请改，没有就空着。`)
  const household = plainHouseholdCode(row.household)
  const group = roles?.includes('group-leader') ? plainGroup(row.group || groupIn(row.post)) : ''
  if (roles?.includes('group-leader') && group === '')
    wrong('组', `没有写“${name}”是哪个组的组长。请在“组”这一列写上，例如 15组。`)
  const since = row.since === '' ? null : (dateOf(row.since) ?? undefined)
  if (since === undefined) wrong('起始日', `“${row.since}”不是日期，请写成 2026-11-20 这样。`)
  if (!isPersonName(name) || !roles || phone === null || since === undefined) return null
  const posts = roles.map(
    (role): PlannedPost => ({ region: region.code, role, since, ...(role === leads ? { group } : {}) }),
  )
  if (posts.some((post) => post.role === leads && !post.group)) return null
  return { row: row.row, name, phone, posts, ...(household === '' ? {} : { household }) }
}

const leads: RoleName = 'group-leader'

/** 15组村民小组长, 第三村民小组组长 */
const groupIn = (post: string): string =>
  /^(第?[0-9一二三四五六七八九十百]+)(?:村民)?小?组/.exec(post.normalize('NFKC'))?.[1] ?? ''

/** Rows of one person become one; the same number under two names is for whoever wrote it to decide. */
function joined(read: readonly Read[], problems: FieldProblem[]): PlannedPerson[] {
  const people: PlannedPerson[] = []
  const byPhone = new Map<string, PlannedPerson>()
  const byPlace = new Map<string, PlannedPerson>()
  const withPhone = read.filter(({ phone }) => phone !== '')
  for (const one of [...withPhone, ...read.filter(({ phone }) => phone === '')]) {
    const places = one.posts.map(({ region }) => `${region} ${one.name} ${one.household ?? ''}`)
    const known =
      one.phone === ''
        ? places.map((place) => byPlace.get(place)).find((found) => found !== undefined)
        : byPhone.get(one.phone)
    if (known && known.name !== one.name) {
      problems.push(
        problemAt(one.row, '手机', `和第 ${known.row} 行“${known.name}”的号码一样，请核对是谁的。`),
      )
      continue
    }
    const person = known ?? { ...one, posts: [] }
    if (!known) people.push(person)
    person.row = Math.min(person.row, one.row)
    addPosts(person, one.posts)
    if (one.phone !== '') byPhone.set(one.phone, person)
    for (const place of places) byPlace.set(place, byPlace.get(place) ?? person)
  }
  return people.sort((a, b) => a.row - b.row)
}

export function addPosts(person: PlannedPerson, posts: readonly PlannedPost[]): void {
  for (const post of posts) {
    if (
      !person.posts.some(
        (one) => one.region === post.region && one.role === post.role && one.group === post.group,
      )
    )
      person.posts.push(post)
  }
}
