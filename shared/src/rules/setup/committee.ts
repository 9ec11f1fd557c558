import type { RoleName } from '../../contract/domain'
import type { FieldProblem } from '../../errors'
import { withoutCommittee } from '../posts'
import type { PlannedPerson } from './people'
import { type PlannedRegion, problemAt } from './places'
import { postsNamed } from './posts'

/** 委员 beside a post (文书、村委会委员) is noted; alone it gives nobody a post here. */
export function besideCommittee<Row extends { post: string }>(row: Row): Row & { committee: boolean } {
  const { post, committee } = withoutCommittee(row.post)
  return {
    ...row,
    post: postsNamed('village', row.post) === null && row.post.includes(post) ? post : row.post,
    committee,
  }
}

const holds = ({ posts }: PlannedPerson, region: string, role: RoleName) =>
  posts.some((post) => post.region === region && post.role === role)

/** 村民委员会组织法（2025）第三十七条: members of the 村民委员会 and their near relatives are not of the 村务监督委员会. */
export const boardProblems = (
  people: readonly PlannedPerson[],
  regions: readonly PlannedRegion[],
  committee: ReadonlySet<string>,
): FieldProblem[] =>
  people.flatMap((person) =>
    regions
      .filter(
        ({ code }) =>
          holds(person, code, 'supervisor') &&
          (holds(person, code, 'publisher') || (committee.has(person.name) && holds(person, code, 'clerk'))),
      )
      .map(({ code, name }) =>
        problemAt(
          person.row,
          '岗位',
          `“${person.name}”在${name}又是${holds(person, code, 'publisher') ? '书记/主任' : '村委会委员'}又是村监会。按村民委员会组织法第三十七条，村委会成员不能任村监会成员，请改一个。`,
        ),
      ),
  )

const fewNames = 3

/** What only people know of each other, asked before the start (组织法 37). */
export function supervisorsAsked(people: readonly PlannedPerson[]): string[] {
  const supervisors = people.filter(({ posts }) => posts.some(({ role }) => role === 'supervisor'))
  if (supervisors.length === 0) return []
  const named = supervisors.slice(0, fewNames).map(({ name }) => name)
  const others = supervisors.length > fewNames ? `等 ${supervisors.length} 人` : ''
  return [
    `请核对村监会成员${named.join('、')}${others}：是不是村委会成员，是不是村委会成员的近亲属（配偶、父母、子女、兄弟姐妹、祖孙）？是的不能任，请从表里去掉（村民委员会组织法第三十七条）。`,
  ]
}
