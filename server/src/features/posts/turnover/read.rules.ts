import {
  type FieldProblem,
  type PlannedRegion,
  plainMobile,
  plainPersonName,
  type RoleName,
  readPeople,
  tablesOf,
  withoutCommittee,
} from '@hutang/shared'
import type { RegionDoc } from '../../regions'

/** One post that the sheet gives or keeps. */
export interface SheetPost {
  /** Where the person stands first in the sheet, from 1. */
  line: number
  region: string
  role: RoleName
  /** Of a 村民小组长. */
  group?: string
  name: string
  phone: string
  household?: string
  /** YYYY-MM-DD; null: the date of the whole sheet. */
  since: string | null
  /** The sheet says that they sit on the committee (村委会委员). */
  committee: boolean
}

const noHeading: FieldProblem = {
  field: 'text',
  message:
    '没有找到表头。第一行请写：村、岗位、姓名、手机、起始日期；每人一行。组长也可以写成：村、组、组长、手机；每组一行。',
}

const keyOf = (name: string, phone: string): string => `${plainPersonName(name)} ${plainMobile(phone) ?? ''}`

/** The posts of a sheet of 换届, in the order of its lines; `regions` are those that the administrator manages. */
export function readTurnover(
  text: string,
  regions: readonly RegionDoc[],
): { posts: SheetPost[]; problems: FieldProblem[] } {
  const rows = tablesOf(text).people.map((row) => ({ ...row, ...withoutCommittee(row.post) }))
  if (rows.length === 0) return { posts: [], problems: [noHeading] }
  const committee = new Set(rows.filter((row) => row.committee).map(({ name, phone }) => keyOf(name, phone)))
  const { people, problems } = readPeople(rows, regions.map(placeOf))
  const posts = people.flatMap(({ name, phone, household, posts: given, row }) =>
    given.map(({ region, role, group, since }) => ({
      line: row,
      region,
      role,
      ...(group === undefined ? {} : { group }),
      name,
      phone,
      ...(household === undefined ? {} : { household }),
      since,
      committee: committee.has(keyOf(name, phone)),
    })),
  )
  return { posts, problems: [...problems.map(inOurWords), ...operators(posts)] }
}

/** The reader of people speaks of the table of places beside it; here they are those that the administrator manages. */
const inOurWords = (problem: FieldProblem): FieldProblem => ({
  ...problem,
  message: problem.message.replace('村镇表里没有', '您管的村镇里没有'),
})

const placeOf = ({ _id, name, level, parent, office }: RegionDoc): PlannedRegion => ({
  code: _id,
  name,
  level,
  parent,
  office,
})

/** 系统运维 is given on the machine alone. */
const operators = (posts: readonly SheetPost[]): FieldProblem[] =>
  posts
    .filter(({ role }) => role === 'operator')
    .map(({ line }) => ({
      field: 'text',
      row: line,
      message: '系统运维要在服务器上给，请从表里去掉这一行。',
    }))
