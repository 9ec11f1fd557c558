import type { Deps } from '../../../deps'
import type { Gone, Replaced } from '../../../feature'
import { moveAfter } from '../../../storage/marks'
import { inPages } from '../../../storage/pages'
import { inboxMark } from '../inbox/unread'
import { type DeliveryDoc, type GrantDoc, pushModels, wishesMark } from '../push.model'

/**
 * 注销: what was followed, wished for and received goes, and what was to be sent is not. That something was sent stays in
 * the sums, without its words and without an address. Repeatable.
 */
export async function pushLeft(deps: Deps, { persons, openid, at }: Gone): Promise<void> {
  const { Attempt, Subscription, Preference, Match, Grant, EmailAddress, EmailCode } = pushModels(deps.db)
  const theirs = { person: { $in: [...persons] } }
  await moveAfter(deps.marks, [inboxMark, ...persons.map(wishesMark)], async () => {
    await Subscription.deleteMany(theirs)
    await Preference.deleteMany({ _id: theirs.person })
    await EmailAddress.deleteMany({ _id: theirs.person })
    await EmailCode.deleteMany({ _id: theirs.person })
    // What is told from then on is the village's to tell, by a visit.
    await Match.deleteMany({ ...theirs, at: { $lte: at } })
    if (openid !== null) {
      await Grant.deleteMany({ openid, at: { $lte: at } })
      await Attempt.updateMany({ address: openid, startedAt: { $lte: at }, ...over(deps) }, nowhere)
    }
    for (const person of persons) await forgetSent(deps, person, at)
  })
}

/** A grant's id begins with the openid. What is tried again finds an address by itself. */
const nowhere = { $set: { address: null, receiptKey: null, grant: null } }

/** Answered, or of a process that is gone: no answer needs the address any more. */
const over = ({ clock }: Pick<Deps, 'clock'>) => ({
  $or: [{ state: { $ne: 'sending' as const } }, { leaseUntil: { $lte: clock.now() } }],
})

async function forgetSent(deps: Deps, person: string, at: Date): Promise<void> {
  const { Attempt, Delivery } = pushModels(deps.db)
  for await (const page of inPages<DeliveryDoc>(Delivery, { person, at: { $lte: at } })) {
    const ids = page.map(({ _id }) => _id)
    await Attempt.updateMany({ delivery: { $in: ids }, ...over(deps) }, nowhere)
    await Delivery.updateMany(
      { _id: { $in: ids }, state: { $ne: 'done' } },
      { $set: { state: 'done', result: 'dropped', reason: 'left' } },
    )
    await Delivery.bulkWrite(
      page.map(({ _id, items }) => ({
        updateOne: { filter: { _id }, update: { $set: { items: bare(items) } } },
      })),
      { ordered: false },
    )
  }
}

const bare = (items: DeliveryDoc['items']): DeliveryDoc['items'] =>
  items.map((item) => ({ ...item, title: '', name: '', why: '' }))

/** 换了微信: the earlier WeChat may be sent the one message that says so, and nothing else. Repeatable. */
export async function grantsReplaced({ db, config }: Deps, { openid, at }: Replaced): Promise<void> {
  if (openid === null) return
  const { Grant } = pushModels(db)
  const mine = { openid, state: 'free' as const, at: { $lte: at } }
  const kept = await Grant.findOne({ ...mine, template: config.wechat.templates.published })
    .sort({ at: 1 })
    .lean<GrantDoc>()
  await Grant.updateMany({ ...mine, _id: { $ne: kept?._id ?? '' } }, { $set: { state: 'void' } })
}
