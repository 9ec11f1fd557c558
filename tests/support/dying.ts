import type { Schema } from 'mongoose'
import type { Deps } from '../../server/src/deps'
import type { Actor } from '../../server/src/features/accounts'
import type { Village } from '../api/notices-setup'

export class Crash extends Error {}

const writes = new Set([
  'bulkWrite',
  'create',
  'insertMany',
  'replaceOne',
  'updateOne',
  'updateMany',
  'findOneAndUpdate',
  'deleteOne',
  'deleteMany',
])

/** The process dies at its nth write: just before it, or just after the database has it. Nothing runs afterwards. */
export function dyingAt(
  t: Village,
  nth: number,
  when: 'before' | 'after',
): { deps: Deps; died: () => boolean } {
  let count = 0
  let dead = false
  const dying = (model: object) =>
    new Proxy(model, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (!writes.has(String(name))) return value.bind(target)
        return (...args: unknown[]) => {
          count += 1
          const last = count === nth
          if (dead || (last && when === 'before')) {
            dead = true
            throw new Crash()
          }
          const query = value.apply(target, args)
          if (!last) return query
          dead = true
          // Like a query: nothing happens until somebody waits for it, and then once.
          let run: Promise<never> | undefined
          const failing = async () => {
            await query
            throw new Crash()
          }
          const waited: Promise<never>['then'] = (...handlers) => {
            run ??= failing()
            return run.then(...handlers)
          }
          const answer: object = new Proxy(query as object, {
            get: (_, asked) =>
              asked === 'then'
                ? waited
                : asked === 'catch'
                  ? (handler: (problem: unknown) => unknown) => waited(undefined, handler as () => never)
                  : () => answer,
          })
          return answer
        }
      },
    })
  const model = (name: string, schema: Schema) => dying(t.deps.db.model(name, schema))
  const db = new Proxy(t.deps.db, {
    get: (target, name) => (name === 'model' ? model : Reflect.get(target, name)),
  })
  return { deps: { ...t.deps, db }, died: () => dead }
}

/** Somebody of the village's office, as a request of theirs would name them. */
export const actorIn = (t: Village, who: 'clerk' | 'publisher' | 'supervisor'): Promise<Actor> =>
  actorNamed(t, who)

/** Anybody with an account `a-<who>`. */
export async function actorNamed(t: Village, who: string): Promise<Actor> {
  const { Account, Person, Role } = t.deps.models
  const [account, person, roles] = await Promise.all([
    Account.findById(`a-${who}`).lean(),
    Person.findById(`p-${who}`).lean(),
    Role.find({ person: `p-${who}` }).lean(),
  ])
  if (!account || !person) throw new Error('nobody')
  return {
    account,
    person,
    posts: roles,
    session: `s-${who}`,
    from: null,
    viewer: {
      account: account._id,
      person: person._id,
      residences: [],
      roles: roles.map(({ role, region }) => ({ role, region })),
    },
  } as Actor
}

const moments = ['before', 'after'] as const
/** More writes than most verbs make: the loop ends with the first run that does not die. */
const many = 20

/** Runs with a death at every write, just before it and just after; answers how many deaths there were. */
export async function atEveryWrite(
  run: (nth: number, when: 'before' | 'after') => Promise<boolean>,
  most = many,
) {
  let deaths = 0
  for (const when of moments) {
    for (let nth = 1; nth <= most; nth++) {
      if (!(await run(nth, when))) break
      deaths += 1
    }
  }
  return deaths
}
