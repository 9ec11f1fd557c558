import type { Deps } from '../../../deps'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { groupBy } from './group-by'

/**
 * Of a correction: whether the person's earlier message said already what it would say, since it may have been taken
 * before the correction and sealed after it. `open`: it is being made just now.
 */
export interface Told {
  editions: ReadonlySet<string>
  open: boolean
}

const nothing: Told = { editions: new Set(), open: false }

type Sealed = Pick<DeliveryDoc, '_id' | 'state' | 'items'>

/** Asks the database only where there are corrections. */
export async function toldBefore(
  { db }: Deps,
  matches: readonly MatchDoc[],
): Promise<(match: MatchDoc) => Told> {
  const corrections = matches.filter(({ kind }) => kind === 'corrected')
  if (corrections.length === 0) return () => nothing
  const { Delivery, Match } = pushModels(db)
  const earlier = await Match.find({
    person: { $in: [...new Set(corrections.map(({ person }) => person))] },
    'subject.id': { $in: [...new Set(corrections.map(({ subject }) => subject.id))] },
    state: { $in: ['taken', 'sent'] },
  }).lean<MatchDoc[]>()
  const sealed = await Delivery.find(
    { _id: { $in: earlier.flatMap(({ delivery }) => delivery ?? []) } },
    { state: 1, items: 1 },
  ).lean<Sealed[]>()
  const deliveries = new Map(sealed.map((delivery) => [delivery._id, delivery]))
  const byPerson = groupBy(earlier, keyOf)
  return (match) => {
    const others = (byPerson.get(keyOf(match)) ?? []).filter(({ _id }) => _id !== match._id)
    const said = others.flatMap(({ _id, delivery }) =>
      (deliveries.get(delivery ?? '')?.items ?? []).flatMap((item) =>
        item.match === _id ? item.edition : [],
      ),
    )
    const open = others.some(
      ({ state, delivery, at }) =>
        state === 'taken' && at <= match.at && deliveries.get(delivery ?? '')?.state === 'open',
    )
    return { editions: new Set(said), open }
  }
}

const keyOf = ({ person, subject }: MatchDoc) => `${person} ${subject.kind} ${subject.id}`
