import { type Role, roles } from '../config-roles'
import { StartProblem } from './problem'

const isRole = (name: string): name is Role => (roles as readonly string[]).includes(name)

/** `--role=web,worker`, once or several times; without it a process does everything. */
export function rolesOf(args: readonly string[]): ReadonlySet<Role> {
  const asked = args.filter((arg) => /^--roles?(=|$)/.test(arg))
  // A process that does everything because of a slip of the pen would do another's work.
  const strange = args.find((arg) => arg.startsWith('-') && !asked.includes(arg))
  if (strange !== undefined)
    throw new StartProblem(`不认识“${strange}”：只有 --role=${roles.join('、--role=')}；不写就全做。`)
  if (asked.length === 0) return new Set(roles)
  const names = asked.flatMap((arg) => arg.replace(/^--roles?=?/, '').split(','))
  const unknown = names.find((name) => !isRole(name))
  if (unknown !== undefined)
    throw new StartProblem(
      `--role 只能是 ${roles.join('、')}，可以用逗号连写几个（现在有“${unknown}”）；不写就全做。`,
    )
  return new Set(names.filter(isRole))
}
