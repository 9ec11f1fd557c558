import { type Api, gateFields, Id } from '@hutang/shared'
import { Value } from 'typebox/value'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { UploadedForm } from '../../../http/upload'
import type { Actor } from '../../accounts'
import { noteAct } from '../../audit'
import { noticeModels } from '../notices.model'
import { decodePicture } from '../pictures/image'
import { keptPicture } from '../pictures/pictures'
import { photoIn } from '../pictures/upload'
import { reviewOnPaper } from '../workflow/review'
import { workingEdition } from '../workflow/store'
import { asSigner, handedInBy, handInRefusal, refuseStranger, signersOf } from './signers'

type Ready = Api['GET /api/notices/:id/review/paper']['response']

/** What a form to hand a sheet in needs to know. */
export async function paperReview(deps: Deps, actor: Actor, notice: string): Promise<Ready> {
  const edition = await workingEdition(deps, notice)
  refuseStranger(edition, actor.viewer)
  const signers = await signersOf(deps, edition)
  return {
    revision: edition.revision,
    contentHash: edition.contentHash,
    signers: others(signers, actor).map(({ person }) => ({ person: person._id, name: person.name })),
    refused: handInRefusal(edition, actor)?.message ?? null,
  }
}

/** Who signs does not photograph it: they could as well review on the screen. */
const others = <T extends { person: { _id: string } }>(signers: readonly T[], { person }: Actor): T[] =>
  signers.filter((one) => one.person._id !== person._id)

/**
 * The photo of a signed sheet takes the step of the one who signed. It is kept with the notice, for those who work on
 * it, and goes with a takedown.
 */
export async function handInPaper(
  deps: Deps,
  actor: Actor,
  notice: string,
  read: () => Promise<UploadedForm>,
): Promise<void> {
  // Before the upload is read: who may not hand it in need not send it.
  const edition = await workingEdition(deps, notice)
  const refused = handInRefusal(edition, actor)
  if (refused) throw refused
  const sent = await read()
  const file = photoIn(sent)
  const form = formOf(sent.fields)
  const signer = others(await signersOf(deps, edition), actor).find(
    ({ person }) => person._id === form.signer,
  )
  if (!signer) throw invalid('signer', '审核人：请选一位没有写过这条公开、也不是您自己的审核人。')
  const photo = keptPicture(edition, await decodePicture(file), deps.clock.now())
  const { Picture } = noticeModels(deps.db)
  await Picture.create(photo)
  const { _id, width, height } = photo
  const paper = {
    by: handedInBy(actor, edition.region),
    person: actor.person._id,
    account: actor.account._id,
    picture: { _id, width, height },
  }
  try {
    await reviewOnPaper(deps, asSigner(signer), notice, { ...form, paper })
  } catch (problem) {
    if (problem instanceof AppError) await Picture.deleteOne({ _id })
    throw problem
  }
  await noteAct(deps, { act: 'reviewedOnPaper', by: actor, region: edition.region, subject: edition._id })
}

const invalid = (field: string, message: string) =>
  new AppError('invalidFields', { fields: [{ field, message }] })

const longestReason = 300
const wholeNumber = /^\d{1,9}$/
const sha256 = /^[0-9a-f]{64}$/

interface Form {
  signer: string
  decision: 'approve' | 'return'
  reason: string
  revision: number
  contentHash: string
}

/** A form's fields are all text: read here as the contract's other requests are read by their schemas. */
function formOf({
  signer = '',
  decision = '',
  reason = '',
  revision = '',
  contentHash = '',
}: UploadedForm['fields']): Form {
  if (!Value.Check(Id, signer)) throw invalid('signer', '审核人：请选在审核单上签字的人。')
  if (decision !== 'approve' && decision !== 'return')
    throw invalid('decision', '审核意见：请照审核单上的勾，选同意或退回。')
  if (reason.length > longestReason) throw invalid('reason', `退回原因：最多 ${longestReason} 个字。`)
  const fields = gateFields([{ field: 'reason', title: '退回原因', text: reason }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  if (!wholeNumber.test(revision) || !sha256.test(contentHash)) throw new AppError('wrongState')
  return { signer, decision, reason, revision: Number(revision), contentHash }
}
