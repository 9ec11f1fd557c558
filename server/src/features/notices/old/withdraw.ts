import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { decidingBody, roleLine } from '../endings/deciders'
import { write } from '../endings/take-ending'
import { type NoticeDoc, type NoticeStepDoc, noticeModels } from '../notices.model'

const reason = '补录有误，整批撤回'

/**
 * Takes back an old notice with the import that brought it: withdrawn, nobody is told, and the same may be brought in again.
 * What has ended otherwise meanwhile stays as it is. Repeatable.
 */
export async function withdrawOld(deps: Deps, actor: Actor, id: string): Promise<void> {
  const notice = await noticeModels(deps.db).Notice.findById(id).lean<NoticeDoc>()
  if (notice?.state !== 'published' || !notice.oldKey) return
  const at = deps.clock.now()
  const by = roleLine(actor, notice.region)
  const step: NoticeStepDoc = {
    ...{
      verb: 'withdraw',
      edition: notice.current ?? '',
      person: actor.person._id,
      account: actor.account._id,
    },
    ...{ by, at, reason, key: null, hash: null },
  }
  await recordAct(deps, `${id}:${notice.turn ?? 0}`, {
    ...{ act: 'noticeWithdrawn', by: actor, region: notice.region, subject: id },
  })
  const body = await decidingBody(deps, actor, notice)
  await write(deps, notice, step, { $set: { ended: { at, by, body, reason, tell: false }, oldKey: null } })
}
