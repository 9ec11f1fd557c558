import { emptyPolicy } from '../../../server/src/features/policies/workflow/content.rules'
import type { TestDeps } from '../app'

/** A policy that somebody of a township has begun. */
export async function policyOf({ models, clock }: TestDeps, township: string): Promise<string> {
  const _id = 'their-policy'
  const [author, at] = ['somebody', clock.now()]
  await models.Policy.create({ _id, region: township, author, createdAt: at, changedAt: at })
  await models.PolicyEdition.create({
    ...{
      _id: `${_id}:1`,
      policy: _id,
      region: township,
      editionNo: 1,
      state: 'draft',
      author,
      updatedAt: at,
    },
    content: { ...emptyPolicy, title: '还没写完的政策', text: '镇里还没有公开的一段话' },
  })
  return _id
}
