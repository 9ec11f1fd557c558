import type { Deps } from '../../../deps'
import type { SubjectRef } from '../../announcements'
import { startingWith } from '../match-ids'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { againId } from './again-ids'

const batchSize = 500

/**
 * What was sealed of a subject that was taken down says nothing any more; that it was taken down is still told. What is not
 * sealed yet is left alone: it will say what is true then. Repeatable.
 */
export async function eraseSealed({ db }: Deps, { kind, id }: SubjectRef): Promise<void> {
  const { Delivery, Match } = pushModels(db)
  // What a policy means for an enterprise is told as `<policy>@<enterprise>`, what it is paid as `<policy>:…@<step>`: both say its title.
  const told = kind === 'policy' ? { $gte: `${id}:`, $lt: `${id}A` } : startingWith(id)
  const kinds = kind === 'policy' ? ['policy', 'package', 'payment'] : [kind]
  const matches = await Match.find({ _id: told }, { delivery: 1, subject: 1, kind: 1 })
    .batchSize(10_000)
    .lean<Pick<MatchDoc, '_id' | 'delivery' | 'subject' | 'kind'>[]>()
  const before = matches.filter(({ subject, kind: as }) => kinds.includes(subject.kind) && as !== 'takenDown')
  const ofBefore = new Set(before.map(({ _id }) => _id))
  const deliveries = before.flatMap(({ _id, delivery }) => [
    ...(delivery === null ? [] : [delivery]),
    againId(_id),
  ])
  for (let from = 0; from < deliveries.length; from += batchSize) {
    const some = deliveries.slice(from, from + batchSize)
    const sealed = await Delivery.find({ _id: { $in: some }, state: { $ne: 'open' } }, { items: 1 }).lean<
      Pick<DeliveryDoc, '_id' | 'items'>[]
    >()
    const changes = sealed.map(({ _id, items }) => ({
      updateOne: {
        filter: { _id },
        update: {
          $set: {
            items: items.map((item) => (ofBefore.has(item.match) ? { ...item, title: '' } : item)),
          },
        },
      },
    }))
    if (changes.length > 0) await Delivery.bulkWrite(changes, { ordered: false })
  }
}
